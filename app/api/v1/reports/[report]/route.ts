import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { route } from "@/lib/server/http";
import { isReport, REPORTS } from "@/lib/server/reports/registry";

export const GET = route({
  role: "marketer",
  input: z.record(z.string(), z.string()),
  run: async ({ db, params, input, now }) => {
    const name = params.report ?? "";
    if (!isReport(name)) throw new Refusal("not-found", "There is no such report.");
    return REPORTS[name](db, input, now.getTime());
  },
});
