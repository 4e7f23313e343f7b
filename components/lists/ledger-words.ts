import { isLeaveReason } from "@/lib/core/leave-reasons";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import type { Ledger, LedgerRow } from "@/lib/server/ledger";

export const DOOR_WORDS: Record<LedgerRow["door"], string> = {
  "one-click": "One click in the mail program",
  mailto: "Unsubscribe mail",
  page: "Own page",
  confirmed: "Confirmed by mail",
  import: "A file",
  admin: "An admin",
};

/** Date and time as they are written in a proof, in UTC. @param iso ISO 8601 */
export const utc = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;

/** What is in force: "unsubscribe, Club news". Receipts still come to who left or paused every list. */
export function holdWords({ reason, list, until }: Ledger["suppressions"][number]): string {
  const own = reason === "unsubscribe";
  const what = list === "all" ? (own ? "every marketing list" : "all mail") : list;
  return `${own && until ? "pause" : reason}, ${what}${until ? `, until ${utc(until)}` : ""}`;
}

/** Why the organisation could write to a list; nothing where the row is not about one. */
export const basisWords = ({ basis, list, action }: LedgerRow): string =>
  basis || (list === "all" || action === "said" ? "" : "basis not noted");

/** A row of the ledger as a sentence. */
export function changeWords({ action, list, until, reason, undoes, days }: LedgerRow): string {
  const what = list === "all" ? "every list" : list;
  const again = undoes ? ", taking the decision before back" : "";
  switch (action) {
    case "left":
      return `Left ${what}${again}`;
    case "joined":
      return `Joined ${what}${again}`;
    case "paused":
      return `Paused ${what} until ${until?.slice(0, 10)}${again}`;
    case "resumed":
      return `Ended the pause of ${what}${again}`;
    case "capped":
      return `Chose ${days ? `at most one mail in ${days} days` : "to get every mail"}${again}`;
    case "withdrawn":
      return `What the file said of ${what} was taken back`;
    case "said":
      return `Said why they left ${what}: ${isLeaveReason(reason) ? RECIPIENT_WORDS.en.reasons[reason] : reason}`;
  }
}

/** "203.0.113.0, browser" */
export const fromWhere = ({ network, agent }: Pick<LedgerRow, "network" | "agent">): string =>
  [network, agent.replace("-", " ")].filter(Boolean).join(", ");

/** Which text somebody read: "de-2", "consent de, version 3". */
export const wordsRead = ({ wording, consent }: Pick<LedgerRow, "wording" | "consent">): string =>
  consent ? `consent ${consent.language}, version ${consent.version}` : wording || "none";
