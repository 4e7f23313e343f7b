import { NumberedPath, route } from "@/lib/server/http";
import { importSubscribers } from "@/lib/server/subscribers";

/** For programs: the body is a CSV of addresses that joined. People map columns and look first, see ../people. */
export const POST = route({
  role: "admin",
  key: "recipients:write",
  params: NumberedPath,
  body: "stream",
  run: ({ db, params, request, actor, now }) => importSubscribers(db, params.id, chunks(request), actor, now),
});

async function* chunks({ body }: Request): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) yield part.value;
}
