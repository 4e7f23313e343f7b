import { z } from "zod";
import type { Category } from "./events";

const DAY = 86_400_000;

/** When soft bounces suppress an address: so many in a row, the last at least so many days after the first. */
export const SoftPolicyInput = z.strictObject({
  active: z.boolean(),
  inARow: z.int().min(2, "At least 2 in a row.").max(100, "At most 100 in a row."),
  days: z.int().min(0, "No less than 0 days.").max(90, "At most 90 days."),
  /** The version that was looked at. */
  version: z.int().min(0),
});
export type SoftPolicyInput = z.output<typeof SoftPolicyInput>;
export type SoftRule = Pick<SoftPolicyInput, "inARow" | "days">;

/**
 * What says something of the mailbox. Everything else is about us or about the message, such as authentication, policy, size,
 * spam and rate, and neither counts nor breaks a row.
 */
const OF_THE_MAILBOX: ReadonlySet<Category> = new Set<Category>([
  "unknown",
  "invalid-recipient",
  "mailbox-disabled",
  "mailbox-full",
  "moved",
  "domain-not-found",
  "network",
  "system-error",
]);

/** What became of one mail; `at` in ms since 1970. */
export interface SoftMail {
  /** The message's key, which settles the order of one instant. */
  id: bigint;
  at: number;
  outcome: "soft" | "delivered";
  category: Category;
}

/** A stretch in which the rule holds an address, in ms since 1970. */
export interface SoftHold {
  since: number;
  /** When a mail was delivered all the same; null: no end. */
  until: number | null;
  /** The bounce that began the row, and how many there were when it was long enough. */
  from: number;
  mails: number;
}

/**
 * What a rule makes of the mail to one address, in whatever order it became known. A delivery ends the row, and a hold; a
 * release (ms) does so too, and its hold is left out, since the entry that was released tells of it.
 */
export function foldSoft(
  mails: readonly SoftMail[],
  releases: readonly number[],
  rule: SoftRule,
): SoftHold[] {
  const holds: SoftHold[] = [];
  const ends = [...releases].sort((a, b) => a - b);
  let row: number[] = [];
  let held: SoftHold | null = null;
  const release = (before: number) => {
    while (ends[0] !== undefined && ends[0] <= before) {
      ends.shift();
      row = [];
      held = null;
    }
  };
  const ordered = [...mails].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const { at, outcome, category } of ordered) {
    release(at);
    if (outcome === "delivered") {
      if (held) holds.push({ ...(held as SoftHold), until: at });
      row = [];
      held = null;
    } else if (OF_THE_MAILBOX.has(category)) {
      row.push(at);
      const from = row[0]!;
      if (!held && row.length >= rule.inARow && at - from >= rule.days * DAY)
        held = { since: at, until: null, from, mails: row.length };
    }
  }
  release(Number.POSITIVE_INFINITY);
  return held ? [...holds, held] : holds;
}
