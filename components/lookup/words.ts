import { counted } from "@/lib/core/format";
import type { Lookup, LookupFinding } from "@/lib/server/lookup";

/** What it is, as the sentence that opens the answer. */
export function kindSentence({ kind, findings, report, from }: Lookup): string {
  const [first] = findings;
  const people = counted(findings.length, "recipient");
  switch (kind) {
    case "reply":
      return `This is a ${first?.class} bounce: ${lowered(first?.explanation.title ?? "")}.`;
    case "accepted":
      return "This is no bounce: the receiver accepted the mail.";
    case "bounce":
      return findings.length === 1
        ? `This mail is a ${first?.class} bounce: ${lowered(first?.explanation.title ?? "")}.`
        : `This mail is a bounce that names ${people}.`;
    case "delayed":
      return "This mail is no bounce yet: the sending server still tries.";
    case "delivery-notice":
      return "This mail is no bounce: it says that a mail arrived.";
    case "feedback-report":
      return report?.type === "abuse" || report?.type === "fraud"
        ? "This mail is a complaint: a reader called the mail unwanted."
        : `This mail is a feedback report of the kind “${report?.type}”, which is no complaint.`;
    case "auto-reply":
      return `This mail is no bounce: ${from || "somebody"} answers automatically, as when on holiday.`;
    case "challenge-response":
      return "This mail is no bounce: the receiver asks you to prove that you are a person.";
    case "unsubscribe":
      return `This mail is no bounce: ${from || "somebody"} asks to be unsubscribed.`;
    case "other":
      return "This mail is no bounce, and no report of any other kind that is known here.";
  }
}

/** What it would do to the address if an import brought it. */
export function effectSentence({ action, class: read, explanation }: LookupFinding): string {
  if (action === "delayed") return "Nothing: it has not been given up.";
  if (action !== "failed") return "Nothing: it is no failure.";
  if (read === "hard")
    return "It is suppressed: for 24 h at first, and a step longer, up to 14 days, for each mail that is sent meanwhile.";
  if (read === "spam")
    return "Nothing: it says something about the sender, not about the address. It counts as a spam bounce.";
  return `Nothing: it stays free, and the bounce counts as soft (${lowered(explanation.title)}).`;
}

/** What else a mail that is no bounce would do. */
export function otherEffect({ kind, report }: Lookup): string | null {
  if (kind === "unsubscribe") return "The person would be taken off the list, or off all of them.";
  if (kind !== "feedback-report") return null;
  return report?.type === "abuse" || report?.type === "fraud"
    ? "The address would be suppressed for good, and the complaint counted."
    : "Nothing: it is kept as information.";
}

const lowered = (title: string): string => `${title[0]?.toLowerCase() ?? ""}${title.slice(1)}`;
