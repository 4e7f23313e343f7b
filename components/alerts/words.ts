import type { Outcome } from "@/components/ui/outcome";
import type { State } from "@/components/ui/state-label";
import type { AlertChannel } from "@/lib/core/alerts/channel";
import { type AlertRule, countsMail } from "@/lib/core/alerts/rule";
import { sliceWords } from "@/lib/core/alerts/words";
import type { Kind } from "@/lib/core/events";
import { doorTitle } from "@/lib/core/sources/doors";
import type { AlertChannelRow, AlertRuleRow, OpenIncident } from "@/lib/server/reports/alerts";

/** How a rule stands, with its place in the list: the worst first. */
export interface Standing {
  state: State;
  word: string;
  order: number;
}

export function standingOf(
  { rule, state, judgement }: AlertRuleRow,
  open: OpenIncident | undefined,
): Standing {
  if (open) return { ...incidentStanding(open), order: open.closing ? 1 : 0 };
  if (!rule.on) return { state: "none", word: "Off", order: 6 };
  if (!judgement) return { state: "none", word: "Not judged yet", order: 4 };
  if (state === "alert") return { state: "alert", word: "Alert", order: 2 };
  if (state === "watch") return { state: "watch", word: "Watch", order: 3 };
  return state === "ok"
    ? { state: "ok", word: "Ok", order: 5 }
    : { state: "none", word: "No data", order: 4 };
}

/** The state of an incident, for its label. */
export function incidentStanding(of: {
  closing: boolean;
  resolvedAt?: number | null;
}): Omit<Standing, "order"> {
  if (of.resolvedAt) return { state: "ok", word: "Resolved" };
  return of.closing ? { state: "watch", word: "Closing" } : { state: "alert", word: "Alert" };
}

/** The part of the mail that a rule is about. */
export function aboutWords(rule: AlertRule): string {
  if (rule.kind === "silence") return rule.source ? doorTitle(rule.source) : "all sources";
  const sender = rule.sender || "all senders";
  if (rule.kind === "gmail") return `${sender}, as Gmail tells it`;
  return rule.slice ? `${sender},${sliceWords(rule.slice)}` : sender;
}

/** The spans that a rule looks at. */
export function spansOf(rule: AlertRule): string {
  if (rule.kind === "silence") return "live";
  if (rule.kind === "gmail") return "the last day told";
  if (rule.kind === "pattern") return "1 day, 8 weeks";
  return rule.slice ? "1 d, 7 d (UTC)" : "1 h, 24 h, 7 d";
}

/** Who a rule tells, by name. */
export function tells(rule: AlertRule, channels: AlertChannelRow[]): string {
  const names = channels.filter(({ id }) => rule.channels.includes(id)).map(({ channel }) => channel.name);
  return names.length > 0 ? names.join(", ") : "nobody";
}

const OUTCOMES: Partial<Record<string, Outcome>> = {
  ...{ hard: "hard", soft: "soft", spam: "spam", suppressed: "suppressed", complaints: "complaint" },
};

/** The colour of a rule's figure: that of its outcome; ink for a sum of several. */
export function colourOf(rule: AlertRule): string {
  const outcome = countsMail(rule) ? OUTCOMES[rule.metric] : undefined;
  return outcome ? `var(--d-${outcome})` : "var(--ink)";
}

const KINDS: Partial<Record<string, Kind>> = {
  ...{ hard: "hard", soft: "soft", spam: "spam", suppressed: "suppressed" },
  ...{ complaints: "complained", unsubscribes: "unsubscribed" },
};

/** The kind of events that a rule counts; undefined where it counts several. */
export const eventKindOf = (rule: AlertRule): Kind | undefined =>
  countsMail(rule) ? KINDS[rule.metric] : undefined;

export const CHANNEL_WORDS: Record<AlertChannel["kind"], string> = {
  email: "E-mail",
  slack: "Slack",
  webhook: "Signed webhook",
};

export const DIGEST_WORDS: Record<AlertChannel["digest"], string> = {
  none: "No digest",
  daily: "Every day at 7",
  weekly: "Mondays at 7",
};

/** Where a channel leads. */
export const leadsTo = (channel: AlertChannel): string =>
  channel.kind === "email" ? channel.to.join(", ") : channel.url;
