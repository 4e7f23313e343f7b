import { dayNumber } from "../buckets";
import { count, day, moment, weekdayMoment } from "../format";
import type { Judgement } from "./judge";
import type { AlertMetricName } from "./metric";
import { type AlertRule, countsMail } from "./rule";
import { line, sliceWords } from "./words";

/** A part of a sentence; what it is about is set off. */
export interface Piece {
  text: string;
  strong?: boolean;
}

/** What happened to a message that a metric counts, as in "Every 9th message bounced hard". */
const VERBS: Record<AlertMetricName, string> = {
  failures: "failed",
  hard: "bounced hard",
  soft: "bounced softly",
  spam: "was refused as spam",
  deferred: "was deferred",
  asynchronous: "bounced after it was delivered",
  suppressed: "was suppressed",
  complaints: "was complained about",
  unsubscribes: "led to an unsubscribe",
};

function ordinal(n: number): string {
  const ends = n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${ends}`;
}

interface Facts {
  rule: AlertRule;
  judgement: Judgement;
  openedAt: number;
  burned: { from: string; to: string; k: number; n: number } | null;
  clearSince: number | null;
  resolvedAt: number | null;
  acknowledgedAt: number | null;
}

/**
 * What has happened, from the figures of its days, or of the hour that stands out of them; null where there are none, and
 * the finding must do. @param today in the zone of `burned`
 */
export function incidentSentence(
  { rule, burned, judgement, openedAt }: Facts,
  { today, tz }: { today: string; tz: string },
): Piece[] | null {
  if (!countsMail(rule) || rule.metric === "volume" || !burned || burned.k === 0) return null;
  const { from, to } = burned;
  const isHour = judgement.window === "hour" && rule.kind === "rate" && burned.k / burned.n < rule.opens;
  const { k, n } = isHour ? judgement.count : burned;
  const every = Math.round(n / k);
  const who =
    every >= 2 && every <= 50 ? `Every ${ordinal(every)} message` : `${count(k)} of ${count(n)} messages`;
  const verb = every >= 2 && every <= 50 ? VERBS[rule.metric] : VERBS[rule.metric].replace(/^was /, "were ");
  const word = (iso: string) => day(dayNumber(iso), "UTC", dayNumber(today)).replace(" ", "\u00a0");
  const days = from === to ? `on ${word(from)}` : `from ${word(from)} to ${word(to)}`;
  const when = isHour ? `in the hour before ${weekdayMoment(openedAt, tz, dayNumber(today))}` : days;
  return [
    { text: rule.sender ? `${who} from ` : who },
    ...(rule.sender ? [{ text: rule.sender, strong: true }] : []),
    { text: `${sliceWords(rule.slice)} ${verb} ${when}.` },
  ];
}

/** How it stands, in one sentence more. */
export function standing(
  { rule, clearSince, resolvedAt, acknowledgedAt }: Facts,
  { tz, now }: { tz: string; now: number },
): string {
  if (resolvedAt !== null) return `It was resolved on ${moment(resolvedAt, tz, now)}.`;
  if (clearSince !== null && (rule.kind === "rate" || rule.kind === "gmail"))
    return `It has been under ${line(rule.closes)} since ${moment(clearSince, tz, now)}.`;
  if (clearSince !== null) return `It has been clear since ${moment(clearSince, tz, now)}.`;
  return acknowledgedAt === null ? "Nobody has acknowledged it." : "It is being looked at.";
}
