import { Readable } from "node:stream";
import { NumberedPath, route } from "@/lib/server/http";
import { rejectedCsv } from "@/lib/server/rejected-csv";

/** What one import could not read, as a file. */
export const GET = route({
  role: "marketer",
  params: NumberedPath,
  run: async ({ db, params: { id } }) =>
    new Response(
      Readable.toWeb(Readable.from(rejectedCsv(db, id), { objectMode: false })) as ReadableStream,
      {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="import-${id}-rejected.csv"`,
        },
      },
    ),
});
