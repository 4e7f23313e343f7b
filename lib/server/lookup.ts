import { type CodeExplanation, explainCode, rowOf } from "@/lib/core/bounce/codes";
import { isMail } from "@/lib/core/bounce/mail/header";
import { readMail } from "@/lib/core/bounce/mail/read";
import type {
  Action,
  CorrelationKeys,
  FeedbackReport,
  MailReading,
  RecipientReading,
} from "@/lib/core/bounce/mail/reading";
import type { OwnRules } from "@/lib/core/bounce/own-rules";
import { readCodes } from "@/lib/core/bounce/reply-codes";
import { urlsIn } from "@/lib/core/bounce/urls";
import { type Why, whyOf } from "@/lib/core/bounce/why";
import { Refusal } from "@/lib/core/error";
import type { BounceClass, Category } from "@/lib/core/events";
import { storable } from "@/lib/core/sources/text";
import { outwardLink } from "./leave";
import { codeOf } from "./reports/bounced";
import type { MessageReport } from "./reports/message";

/** As much as the log keeps of a reply, in UTF-16 units. */
const MAX_TEXT = 4_000;
const MAX_HEAD = 2_000;
const SPACE = 0x20;

/** What a reply or a report says of one recipient. */
export interface LookupFinding {
  /** Empty where none is named. */
  recipient: string;
  /** "failed" for a reply by itself. */
  action: Action;
  class: BounceClass;
  category: Category;
  /** Basic reply code, 0 where none. */
  reply: number;
  /** Empty where none. */
  enhanced: string;
  said: MessageReport["said"];
  why: Why;
  explanation: CodeExplanation;
}

/** How a text that somebody pasted is read. */
export interface Lookup {
  /** A reply of failure or of success ("accepted"), or what kind of mail it is. */
  kind: "reply" | "accepted" | MailReading["kind"];
  findings: LookupFinding[];
  keys: CorrelationKeys;
  /** Null unless it is a feedback report. */
  report: FeedbackReport | null;
  /** Whoever answered or asks to be unsubscribed; empty where it says nothing of the kind. */
  from: string;
}

/**
 * Reads an SMTP reply or a whole mail as an import would, own rules included. Nothing of it is kept.
 * @throws Refusal "invalid-input" for an empty text
 */
export function lookUp(pasted: Uint8Array, rules: OwnRules): Lookup {
  const start = pasted.findIndex((byte) => byte > SPACE);
  const input = pasted.subarray(start < 0 ? pasted.length : start);
  const head = new TextDecoder("latin1").decode(input.subarray(0, MAX_HEAD));
  return isMail(head) ? mailLookup(input, rules) : replyLookup(input, rules);
}

function replyLookup(input: Uint8Array, rules: OwnRules): Lookup {
  const text = storable(new TextDecoder().decode(input.subarray(0, 4 * MAX_TEXT)))
    .trim()
    .slice(0, MAX_TEXT);
  if (text === "") throw new Refusal("invalid-input", "Paste a reply or a mail first.");
  const { reply, enhanced } = readCodes(text);
  const accepted = reply >= 200 && reply < 300 && (enhanced === "" || enhanced.startsWith("2"));
  const finding = findingOf({ recipient: "", action: accepted ? "delivered" : "failed", text }, rules);
  return { ...NOTHING, kind: accepted ? "accepted" : "reply", findings: [finding] };
}

function mailLookup(input: Uint8Array, rules: OwnRules): Lookup {
  const mail = readMail(input);
  return {
    kind: mail.kind,
    findings: "recipients" in mail ? mail.recipients.map((recipient) => findingOf(recipient, rules)) : [],
    keys: mail.keys,
    report: "report" in mail ? mail.report : null,
    from: "from" in mail ? mail.from : "",
  };
}

const NOTHING = { keys: {}, report: null, from: "" };

/** The receiver's own codes go with its text; those of a report's field are given beside it. */
function findingOf(
  {
    recipient,
    action,
    text,
    reading,
    remoteMta,
  }: Omit<RecipientReading, "reading"> & Partial<RecipientReading>,
  rules: OwnRules,
): LookupFinding {
  const said = storable(text).slice(0, MAX_TEXT);
  const evidence = { text: said, reply: reading?.reply, enhanced: reading?.enhanced };
  const asked = rules.read(evidence, recipient);
  const { class: read, category, reply, enhanced, rule, span } = (!asked.own && reading) || asked.reading;
  const code = codeOf({ outcome: read, category, reply, enhanced });
  return {
    ...{ recipient: storable(recipient), action, class: read, category, reply, enhanced },
    said: said
      ? {
          text: said,
          span: span ?? null,
          mx: storable(remoteMta ?? ""),
          pages: urlsIn(said).map(outwardLink),
        }
      : null,
    why: whyOf(read, { rule }, rowOf(code, category)),
    explanation: explainCode({ reply, enhanced, category }),
  };
}
