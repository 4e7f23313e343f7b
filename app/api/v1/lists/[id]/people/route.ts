import { downloaded } from "@/lib/server/download";
import { NumberedPath, route } from "@/lib/server/http";
import { CHECKED } from "@/lib/server/mapped-file";
import { exportPeople } from "@/lib/server/people-export";
import { importPeople } from "@/lib/server/people-import";
import { upload } from "@/lib/server/upload";
import { PeopleInput } from "./input";

/** Who is on the list and who left it, as CSV; it can be imported again. */
export const GET = route({
  role: "admin",
  params: NumberedPath,
  async run({ db, params, actor, now }) {
    const records = await exportPeople(db, params.id, actor, now);
    const body = downloaded(async (write) => {
      for await (const text of records) await write(text);
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="list-${params.id}-${now.toISOString().slice(0, 10)}.csv"`,
      },
    });
  },
});

/** Imports the file that was checked. */
export const POST = route({
  role: "admin",
  params: NumberedPath,
  input: PeopleInput.extend(CHECKED),
  body: "stream",
  run: ({ db, params, request, input: { hash, ...input }, actor, now }) =>
    importPeople(db, params.id, upload(request.body, null), { ...input, apply: { hash }, actor, now }),
});
