import type { PrismaClient } from "@/prisma/generated/client";
import { FIGURES, REPORTS, type ReportName, type Reports } from "./registry";
import { sharedAnswer } from "./shared-answers";

/**
 * A report by its name, for a page and for the API alike: figures are asked of the database once for all who ask for the
 * same within two seconds (docs/decisions/0011-shared-answers.md).
 * @param now ms since 1970
 * @throws what the report throws for parameters that it does not take
 */
export function answerReport<K extends ReportName>(
  db: PrismaClient,
  name: K,
  params: Record<string, string>,
  now: number,
): Promise<Reports[K]> {
  const ask = () => REPORTS[name](db, params, now) as Promise<Reports[K]>;
  if (!FIGURES.has(name)) return ask();
  return sharedAnswer(`${name} ${JSON.stringify(Object.entries(params).sort())}`, ask, now);
}
