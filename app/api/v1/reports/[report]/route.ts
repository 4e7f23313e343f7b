import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { route } from "@/lib/server/http";
import { FIGURES, isReport, REPORTS } from "@/lib/server/reports/registry";
import { sharedAnswer } from "@/lib/server/reports/shared-answers";
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
    const ask = (cursor = input.cursor): Promise<unknown> =>
      REPORTS[name](db, { ...input, ...(cursor && { cursor }) }, now.getTime());
    const share = () =>
      sharedAnswer(`${name} ${JSON.stringify(Object.entries(input).sort())}`, ask, now.getTime());
    const first = await (FIGURES.has(name) ? share() : ask());
    if (!format) return first;
    return reportFile(name, format, first, ask);
  },
});
