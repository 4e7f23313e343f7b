import { suppressionCounts } from "@/lib/server/reports/suppression-counts";
import { type SuppressionQuery, suppressions } from "@/lib/server/reports/suppressions";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, percentiles } from "./measure";

const DEEP = 20;

/** Pages of the list of suppressions: plain, under each filter, far down; and what is counted above it. */
export async function listing(
  db: PrismaClient,
  held: number,
  now: number,
  runs: number,
  someone: string,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const domain = someone.slice(someone.indexOf("@"));
  const asked: [string, SuppressionQuery][] = [
    ["list", {}],
    ["list, one reason", { reason: "complaint" }],
    ["list, one step", { step: 0 }],
    ["list, ends within a day", { ends: "day" }],
    ["list, no end", { ends: "never" }],
    ["list, one domain", { q: domain }],
    ["list, one address", { q: someone }],
    ["list, how an address begins", { q: someone.slice(0, 8) }],
    ["list, how a domain begins", { q: "company1" }],
    ["list, under a domain", { q: "example" }],
    ["list, a beginning that nobody has", { q: "zzz" }],
    ["list, one sender domain", { sender: "news.example" }],
  ];
  for (const [what, query] of asked)
    figures.push(...(await percentiles(what, runs, () => suppressions(db, query, now))));
  for (const [what, query] of [
    [`list, page ${DEEP}`, {}],
    [`list, page ${DEEP} of a beginning`, { q: "reader" }],
  ] as const) {
    let cursor: string | undefined;
    for (let page = 1; page < DEEP; page++)
      cursor = (await suppressions(db, { ...query, cursor }, now)).next ?? undefined;
    figures.push(...(await percentiles(what, runs, () => suppressions(db, { ...query, cursor }, now))));
  }
  figures.push(
    ...(await percentiles("list, what is counted above it", runs, () => suppressionCounts(db, now))),
  );
  return figures.map((figure) => ({ ...figure, held }));
}
