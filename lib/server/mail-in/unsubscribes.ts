import { outcomeOf } from "@/lib/core/mail-in/kind";
import { unsubscribeToken } from "@/lib/core/unsubscribe-mail";
import { leaveByMail } from "@/lib/server/leave-by-mail";
import type { MailHandler } from "./kept-mail";

const UNSIGNED = "It names no list by a link of ours, and anybody can write under anybody's address.";

/** Mails that `List-Unsubscribe: <mailto:…>` called for leave the list as one press does; others that ask for it are shown. */
export const takeUnsubscribe: MailHandler = async (db, { raw, reading }, now) => {
  if (reading.kind !== "unsubscribe" && (reading.kind !== "other" || unsubscribeToken(raw) === null))
    return null;
  const people = reading.kind === "unsubscribe" && reading.from ? [reading.from] : [];
  const left = await leaveByMail(db, raw, now);
  return left
    ? outcomeOf("unsubscribe", "taken", { people })
    : outcomeOf("unsubscribe", "unverified", { people, reason: UNSIGNED });
};
