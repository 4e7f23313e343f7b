import { counted, day } from "./format";
import type { Evidence, HygieneReason, HygieneState } from "./hygiene";
import { faultWords } from "./send-check/words";

export const HYGIENE_TITLES: Record<HygieneReason, string> = {
  complained: "Complained",
  role: "Role account that complained",
  hard: "Bounced hard, again and again",
  "dead-domain": "Dead domain",
  domain: "Wrong domain",
  soft: "Soft bounces in a row",
};

export const STATE_TITLES: Record<HygieneState, string> = {
  open: "Open",
  accepted: "To be removed",
  dismissed: "Dismissed",
};

/** A piece of evidence as one phrase, with its figures. */
export function evidenceWords(evidence: Evidence, now: number, tz: string): string {
  const on = (at: number) => day(at, tz, now);
  switch (evidence.reason) {
    case "complained":
      return `Complained on ${on(evidence.at)}`;
    case "role":
      return `Stands for a duty (${evidence.role}), and complained`;
    case "hard": {
      const { mails, days, from, to, lastStep } = evidence;
      const step = lastStep ? "; its lease is on the last step" : "";
      const when = from === to ? `on ${on(to)}` : `from ${on(from)} to ${on(to)}`;
      return `${counted(mails, "hard bounce")} on ${counted(days, "day")}, ${when}, nothing accepted since${step}`;
    }
    case "dead-domain":
      return `All mail to its domain bounces: ${counted(evidence.bounced, "bounce")}, nothing accepted`;
    case "domain":
      return `Domain: ${faultWords(evidence)}${evidence.suggestion ? `; ${evidence.suggestion} was probably meant` : ""}`;
    case "soft":
      return `${counted(evidence.mails, "soft bounce")} from ${on(evidence.from)} to ${on(evidence.to)}, nothing accepted since`;
  }
}
