import { isLeaveReason } from "@/lib/core/leave-reasons";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import type { LedgerRow } from "@/lib/server/ledger";

export const DOOR_WORDS: Record<LedgerRow["door"], string> = {
  "one-click": "One click in the mail program",
  mailto: "Unsubscribe mail",
  page: "Own page",
  confirmed: "Confirmed by mail",
  import: "A file",
  admin: "An admin",
};

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
