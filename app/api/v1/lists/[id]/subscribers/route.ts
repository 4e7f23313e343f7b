import { NumberedPath, route } from "@/lib/server/http";
import { importSubscribers } from "@/lib/server/subscribers";

/** The body is the CSV file itself. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  body: "stream",
  run: ({ db, params, request, user, now }) =>
    importSubscribers(db, params.id, chunks(request), user.email, now),
});

async function* chunks({ body }: Request): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) yield part.value;
}
