import type { OwnRule } from "@/lib/core/bounce/own-rules";
import type { Database } from "@/lib/server/database";
import { rulesOf } from "@/lib/server/own-rules";

const MOST_CHANGES = 20;

/** One change of the own rules. */
export interface RuleChange {
  version: number;
  at: number;
  by: string;
  note: string;
  /** The version that it takes back. */
  undoes: number | null;
  /** How many rules there were from then on, and how many of them were on. */
  rules: number;
  on: number;
}

export interface BounceRules {
  /** 0: nobody has written any. */
  version: number;
  /** In order. */
  rules: OwnRule[];
  /** How far the log is read again; null when it is read to its end. Counts of bounces. */
  reading: { total: number; checked: number; changed: number } | null;
  /** Of the latest change: bounces that it has made to be read differently. */
  changed: number;
  /** Newest first, the last twenty. */
  changes: RuleChange[];
}

/** The rules that admins have added, and whether all of the log is read by them. */
export async function bounceRules(db: Database): Promise<BounceRules> {
  const { version, phase, total, checked, changed } = await db.bounceReading.findUniqueOrThrow({
    where: { id: 1 },
  });
  const sets = await db.bounceRuleSet.findMany({ orderBy: { version: "desc" }, take: MOST_CHANGES });
  return {
    version,
    rules: await rulesOf(db, version),
    reading: phase === "settled" ? null : { total, checked, changed },
    changed,
    changes: sets.map(({ version, createdAt, createdBy, note, undoes, rules }) => {
      const set = rules as unknown as OwnRule[];
      const on = set.filter((rule) => rule.on).length;
      return { version, at: createdAt.getTime(), by: createdBy, note, undoes, rules: set.length, on };
    }),
  };
}
