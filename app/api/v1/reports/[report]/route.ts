import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { route } from "@/lib/server/http";
import { FIGURES, isReport, REPORTS } from "@/lib/server/reports/registry";
import { sharedAnswer } from "@/lib/server/reports/shared-answers";

export const GET = route({
  role: "marketer",
  input: z.record(z.string(), z.string()),
  run: async ({ db, params, input, now }) => {
    const name = params.report ?? "";
    if (!isReport(name)) throw new Refusal("not-found", "There is no such report.");
    const ask = (): Promise<unknown> => REPORTS[name](db, input, now.getTime());
    if (!FIGURES.has(name)) return ask();
    return sharedAnswer(`${name} ${JSON.stringify(Object.entries(input).sort())}`, ask, now.getTime());
  },
});
