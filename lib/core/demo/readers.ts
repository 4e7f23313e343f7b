import type { Lease } from "@/lib/core/suppression";
import { FIRST_NAMES, GONE, LAST_NAMES, LISTS, MAILBOXES, type Mailbox } from "./bookshop";
import type { Random } from "./random";
import { HARD, NO_DOMAIN, type Reply } from "./replies";

const DAY = 86_400_000;

/** Somebody the shop writes to. The history changes them as it goes. */
export interface Reader {
  address: string;
  mailbox: Mailbox;
  /** Why they can never be reached; null for all but a few. */
  dead: Reply | null;
  /** What the platform's list holds against them. */
  lease: Lease | null;
  complainedAt: number | null;
  /** Positions in LISTS, since when, and when they left (null: still on it). */
  lists: { list: number; since: number; leftAt: number | null }[];
}

/** The address says what it is: invented, for the demo. */
export function reader(random: Random, number: number, mailbox: Mailbox): Reader {
  const name = `${random.pick(FIRST_NAMES)}.${random.pick(LAST_NAMES)}`;
  const address = `${name}.demo${number}@${mailbox.domain}`;
  return { address, mailbox, dead: null, lease: null, complainedAt: null, lists: [] };
}

/** The shop's readers, who came to its lists within the 400 days before `today`; about 1 in 70 has a dead mailbox. */
export function readersOf(random: Random, count: number, today: number): Reader[] {
  return Array.from({ length: count }, (_, number) => {
    const dead = random.chance(0.014) ? random.weighted(HARD) : null;
    const one = { ...reader(random, number, random.weighted(dead === NO_DOMAIN ? GONE : MAILBOXES)), dead };
    const since = today - Math.floor(random.between(1, 400) * DAY);
    LISTS.forEach(({ share }, list) => {
      if (random.chance(share / 100)) one.lists.push({ list, since, leftAt: null });
    });
    return one;
  });
}
