import { z } from "zod";
import { route } from "@/lib/server/http";
import { audit } from "@/lib/server/reports/audit";
import { FORMATS, tableFile } from "@/lib/server/reports/table";

/** The audit log, latest first; no report like the others, as only admins may read it. With `format` all of it, as a file. */
export const GET = route({
  role: "admin",
  input: z.object({ before: z.string().optional(), format: z.enum(FORMATS).optional() }),
  run: async ({ db, input: { before, format } }) => {
    if (!format) return audit(db, { before });
    const page = async (from?: string) => {
      const { lines, next } = await audit(db, { before: from });
      // What is said with a line differs from line to line: in a table it is one cell.
      const rows =
        format === "csv" ? lines.map((line) => ({ ...line, detail: JSON.stringify(line.detail) })) : lines;
      return { rows, next: next ?? undefined };
    };
    return tableFile("audit", format, await page(before), page);
  },
});
