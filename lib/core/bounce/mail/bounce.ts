import type { Category } from "@/lib/core/events";
import { classify, type Reading } from "../classify";
import { readCodes } from "../reply-codes";
import { findAddresses, firstAddress } from "./addresses";
import { precision, type RecipientStatus } from "./delivery-status";
import { onlyRecipient } from "./keys";
import { type Notice, noticesOf } from "./notice";
import type { Action, CorrelationKeys, RecipientReading } from "./reading";
import type { Report } from "./report";
import { saysDelay, subjectOf } from "./signs";

/** Longer than any reply, in characters. */
const MAX_TEXT = 4_000;

/** The reply came before any recipient was named: what it calls unknown is the sender's. */
const AFTER_MAIL_FROM = /(?:after|in reply to|error following|end of) mail from\b/i;
const RECIPIENT = new Set<Category>(["invalid-recipient", "domain-not-found", "mailbox-disabled", "moved"]);
/** Why an address is unknown, where more than that is known. */
const WHY_UNKNOWN = new Set<Category>(["mailbox-disabled", "moved"]);

function readText(text: string, enhanced: string): Reading {
  const told = readCodes(text.slice(0, MAX_TEXT)).enhanced;
  const code = precision(told) > precision(enhanced) && !told.startsWith("2") ? told : enhanced;
  const reading = classify(code ? { text, enhanced: code } : { text });
  if (!RECIPIENT.has(reading.category) || !AFTER_MAIL_FROM.test(text)) return reading;
  const byCode = classify({ reply: reading.reply, enhanced: reading.enhanced });
  return { ...byCode, category: "sender-rejected", rule: "after MAIL FROM" };
}

/** The first text that names a cause, as it is read; where none does, the first text. */
function readFirst(texts: string[], enhanced: string): { text: string; reading: Reading } {
  let first: { text: string; reading: Reading } | undefined;
  for (const text of texts) {
    if (text.trim() === "") continue;
    const reading = readText(text, enhanced);
    if (reading.category !== "unknown") return { text, reading };
    first ??= { text, reading };
  }
  return first ?? { text: "", reading: classify({ enhanced }) };
}

/** A reply of "user unknown" is read by the reporter's remark, where that one tells a mailbox that is disabled or has moved. */
function withRemark(reading: Reading, remark: string): Reading {
  if (reading.category !== "invalid-recipient" || remark === "") return reading;
  const { category } = classify({ text: remark, enhanced: reading.enhanced });
  return WHY_UNKNOWN.has(category) ? { ...reading, category } : reading;
}

/** What is only delayed, without a word or a plain code why, waits for the network. */
function waiting({ reading, ...rest }: RecipientReading): RecipientReading {
  const vague = precision(reading.enhanced) < 3 && /^(?:none|[\d.]+)$/.test(reading.rule);
  const why = rest.action === "delayed" && vague ? { ...reading, category: "network" as const } : reading;
  return { ...rest, reading: why };
}

/** The recipients that words tell of. */
function noticesIn({ header, words, original }: Report, keys: CorrelationKeys): Notice[] {
  const own = ["to", "from", "return-path", "delivered-to", "cc", "reply-to"]
    .flatMap((name) => findAddresses((header.get(name) ?? "").slice(0, 2_000)))
    .concat(findAddresses((original.get("from") ?? "").slice(0, 1_000)))
    .map(({ address }) => address.toLowerCase());
  const failed = findAddresses((header.get("x-failed-recipients") ?? "").slice(0, 8_000));
  const domain = firstAddress(header.get("from") ?? "").split("@")[1] ?? "";
  const known = { own: new Set(own), failed: failed.map(({ address }) => address), domain };
  // In the order in which the mail names them: IndiMail has one in its header already.
  const first = firstAddress((header.get("x-bounced-address") ?? "").slice(0, 1_000)).toLowerCase();
  const later = ({ recipient }: Notice) => (first !== "" && recipient.toLowerCase() === first ? 0 : 1);
  return noticesOf(words, known)
    .sort((a, b) => later(a) - later(b))
    .map(({ recipient, text }) => ({ recipient: recipient || keys.verp || onlyRecipient(original), text }));
}

/** What a report in words says of each recipient. */
export function fromWords(report: Report, keys: CorrelationKeys): RecipientReading[] {
  const subject = subjectOf(report.header);
  const action: Action = saysDelay(`${subject}\n${report.words}`) ? "delayed" : "failed";
  return noticesIn(report, keys).map(({ recipient, text }) =>
    waiting({ recipient, action, ...readFirst([text, report.words, subject], "") }),
  );
}

/** What a machine's report says of each recipient; where it gives no reason, its words are asked. */
export function fromStatuses(
  statuses: RecipientStatus[],
  report: Report,
  keys: CorrelationKeys,
): RecipientReading[] {
  let notices: Notice[] | undefined;
  return statuses.map(({ recipient, finalRecipient, action, enhanced, diagnostic, remark, remoteMta }) => {
    const asked = [diagnostic];
    const vague =
      diagnostic === "" ||
      recipient === "" ||
      classify({ text: diagnostic, enhanced }).category === "unknown";
    let named = recipient;
    if (vague) {
      notices ??= noticesIn(report, keys);
      const same = (address: string) => address !== "" && [recipient, finalRecipient].includes(address);
      const notice =
        notices.find((one) => same(one.recipient)) ?? (statuses.length === 1 ? notices[0] : undefined);
      named ||= notice?.recipient ?? "";
      asked.push(notice?.text ?? "", subjectOf(report.header));
    }
    const told = readFirst(asked, enhanced);
    const reading: RecipientReading = {
      recipient: named,
      action,
      text: told.text,
      reading: withRemark(told.reading, remark),
    };
    if (finalRecipient !== "" && finalRecipient !== named) reading.finalRecipient = finalRecipient;
    if (remoteMta !== "") reading.remoteMta = remoteMta;
    return waiting(reading);
  });
}
