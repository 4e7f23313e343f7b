import { ENTRY_REASONS, type EntryReason } from "./suppression-reasons";

/** What becomes of a row of a file, in the order in which the pages list them. */
export const OUTCOMES = [
  "added",
  "already",
  "repeated",
  "stronger",
  "resubscribed",
  "released",
  "past",
  "list-unknown",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Those in which the file and what is known here do not agree; nothing comes of the row. */
export const CONFLICTS: ReadonlySet<Outcome> = new Set([
  "stronger",
  "resubscribed",
  "released",
  "list-unknown",
]);

/** An entry of the same address, in force or taken back. Times in ms since 1970. */
export interface Standing {
  reason: string;
  /** 0: all mail. */
  listId: number;
  /** Empty: mail of any sender. */
  senderDomain: string;
  until: number | null;
  endedAt: number | null;
}

/** A row of a file whose list is found. */
export interface Asked {
  reason: EntryReason;
  listId: number;
  /** Whether leaving all lists covers it. */
  isMarketing: boolean;
  senderDomain: string;
  /** Null: the file does not say, so that every decision taken here may be the later one. */
  since: number | null;
  until: number | null;
}

/** The strongest reason first, as in ENTRY_REASONS; what is none of them is weaker. */
const rank = (reason: string): number => {
  const place = (ENTRY_REASONS as readonly string[]).indexOf(reason);
  return place < 0 ? ENTRY_REASONS.length : place;
};

const OPT_OUTS: readonly string[] = ["complaint", "unsubscribe"];

/**
 * What becomes of a row. An import only ever adds: no entry is ended, shortened, lengthened or opened again by it, and
 * what a recipient or an admin has decided here later than the file's `since` stands.
 * @param standing the entries of this address, those of undone imports left out
 * @param joined when the recipient subscribed by their own decision, to which list (0: all)
 * @param now ms since 1970
 */
export function judge(
  asked: Asked,
  standing: readonly Standing[],
  joined: readonly { at: number; listId: number }[],
  now: number,
): Outcome {
  if (asked.until !== null && asked.until <= now) return "past";
  const inForce = standing.filter((one) => isInForce(one, now) && covers(one, asked));
  if (inForce.some((one) => one.reason === asked.reason)) return "already";
  if (inForce.some((one) => rank(one.reason) < rank(asked.reason))) return "stronger";
  const after = (at: number) => asked.since === null || at > asked.since;
  const meets = (listId: number) => listId === asked.listId || listId === 0 || asked.listId === 0;
  const isBack = ({ at, listId }: { at: number; listId: number }) => after(at) && meets(listId);
  if (OPT_OUTS.includes(asked.reason) && joined.some(isBack)) return "resubscribed";
  const isTakenBack = ({ reason, endedAt, listId }: Standing) =>
    reason === asked.reason && endedAt !== null && endedAt <= now && after(endedAt) && meets(listId);
  return standing.some(isTakenBack) ? "released" : "added";
}

const isInForce = ({ until, endedAt }: Standing, now: number): boolean =>
  (endedAt === null || endedAt > now) && (until === null || until > now);

/** Whether an entry keeps at least the mail that the row would keep, for at least as long. */
function covers(one: Standing, asked: Asked): boolean {
  const widely =
    (one.listId === 0 || one.listId === asked.listId) &&
    (one.senderDomain === "" || one.senderDomain === asked.senderDomain);
  const longEnough = one.until === null || (asked.until !== null && asked.until <= one.until);
  // Who left all lists still gets transactional mail.
  const alike =
    one.reason !== "unsubscribe" || one.listId !== 0 || asked.reason === "unsubscribe" || asked.isMarketing;
  return widely && longEnough && alike;
}
