import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { route } from "@/lib/server/http";
import { answerReport } from "@/lib/server/reports/answer";
import { isReport, REPORTS } from "@/lib/server/reports/registry";
import { FORMATS, reportFile } from "@/lib/server/reports/table";

/** Answers a report; with `format`, its whole table as a file. */
export const GET = route({
  role: "marketer",
  key: "reports:read",
  input: z.record(z.string(), z.string()),
  run: async ({ db, params, input: { format: wanted, ...input }, now }) => {
    const name = params.report ?? "";
    if (!isReport(name)) throw new Refusal("not-found", "There is no such report.");
    const format = z.enum(FORMATS, "Formats are csv and json.").optional().parse(wanted);
    const first = await answerReport(db, name, input, now.getTime());
    if (!format) return first;
    return reportFile(name, format, first, (cursor) =>
      REPORTS[name](db, { ...input, ...(cursor && { cursor }) }, now.getTime()),
    );
  },
});
