import { Refusal } from "@/lib/core/error";
import { NumberedPath, route } from "@/lib/server/http";
import { rawText } from "@/lib/server/reports/authentication-reports";

/** A report as the text that it came as. Others wrote it: it is a file to keep, never a page to open. */
export const GET = route({
  role: "marketer",
  params: NumberedPath,
  run: async ({ db, params: { id } }) => {
    const text = await rawText(db, id);
    if (text === null) throw new Refusal("not-found", "The text of this report is not kept.");
    return new Response(text, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="report-${id}.txt"`,
        "x-content-type-options": "nosniff",
      },
    });
  },
});
