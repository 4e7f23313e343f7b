import {
  type Count,
  type Failing,
  type Judgement,
  judgeGmail,
  judgeRate,
  judgeSilence,
} from "@/lib/core/alerts/judge";
import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import { judgePattern } from "@/lib/core/alerts/pattern";
import type { AlertRule, PatternRule, RateRule, SilenceRule } from "@/lib/core/alerts/rule";
import { addDays, localDay, localDays } from "@/lib/core/buckets";
import { addTotals, emptyTotals, type Totals } from "@/lib/core/totals";
import type { Database } from "../database";
import { feedAddresses } from "../feeds/addresses";
import { toldRates } from "../gmail/spam-rates";
import { latestIntake } from "../intake";
import { figuresOf, zoneOf } from "./figures";

const QUARTER = 900_000;
const DAY = 86_400_000;
/** A pattern is eight of the same weekday before the day that is judged. */
const WEEKS = 8;
/** Events older than this are not looked for: their source is silent beyond any rule's patience. */
const SILENT_DAYS = 14;
/** What Gmail told of an older day says nothing of now. */
const TOLD_DAYS = 7;

/** What a rule says now, from the rollups. @param tz the organisation's zone, whose days are counted; @param now ms */
export function judgementOf(db: Database, rule: AlertRule, tz: string, now: number): Promise<Judgement> {
  if (rule.kind === "rate") return rateNow(db, rule, tz, now);
  if (rule.kind === "pattern") return patternNow(db, rule, tz, now);
  if (rule.kind === "gmail")
    return latestSpamRate(db, rule.sender, now).then((rate) => judgeGmail(rule, rate));
  return arrivalsNow(db, rule, now);
}

async function arrivalsNow(db: Database, rule: SilenceRule, now: number): Promise<Judgement> {
  const last = await (rule.source ? latestArrival(db, rule.source) : latestEvent(db, now));
  return judgeSilence(rule, last, await failingOf(db, rule.source), now);
}

/** What was a feed of this installation and is none any more does not fail. */
async function failingOf(db: Database, source: string): Promise<Failing | null> {
  if (!Object.hasOwn(feedAddresses(), source)) return null;
  const row = await db.feed.findUnique({ where: { name: source } });
  return row?.errorAt ? { since: row.errorAt.getTime(), reason: row.error } : null;
}

async function rateNow(db: Database, rule: RateRule, tz: string, now: number): Promise<Judgement> {
  const metric = ALERT_METRICS[rule.metric];
  const count = (days: Totals[]): Count => {
    const totals = days.reduce(addTotals, emptyTotals());
    return { k: metric.k(totals), n: metric.n(totals) };
  };
  const zone = zoneOf(rule, tz);
  const today = localDay(now, zone);
  const days = localDays(addDays(today, -6), today, zone);
  if (rule.slice) {
    const week = await figuresOf(db, rule, days);
    return judgeRate(rule, { hour: { k: 0, n: 0 }, day: count(week.slice(-1)), week: count(week) });
  }
  const end = Math.floor(now / QUARTER + 1) * QUARTER;
  const since = async (start: number) => count(await figuresOf(db, rule, [{ day: today, start, end }]));
  const [hour, day, week] = await Promise.all([
    since(end - 4 * QUARTER),
    since(end - 96 * QUARTER),
    since(days[0]!.start),
  ]);
  return judgeRate(rule, { hour, day, week });
}

async function patternNow(db: Database, rule: PatternRule, tz: string, now: number): Promise<Judgement> {
  const zone = zoneOf(rule, tz);
  const yesterday = addDays(localDay(now, zone), -1);
  const days = localDays(addDays(yesterday, -7 * WEEKS), yesterday, zone);
  const totals = await figuresOf(db, rule, days);
  const counts = totals.map((one): Count => {
    if (rule.metric === "volume") return { k: 0, n: one.sent };
    const metric = ALERT_METRICS[rule.metric];
    return { k: metric.k(one), n: metric.n(one) };
  });
  const same = Array.from({ length: WEEKS }, (_, week) => counts[counts.length - 1 - 7 * (week + 1)]);
  return judgePattern(
    rule,
    counts.at(-1)!,
    same.filter((count) => count !== undefined),
  );
}

/** The highest of what Gmail last told of each sender domain in a week; a proportion. */
async function latestSpamRate(db: Database, sender: string, now: number): Promise<number | null> {
  const domain = sender.split("@").at(-1) || undefined;
  const rows = await toldRates(db, { first: Math.floor(now / DAY) - TOLD_DAYS + 1, domain });
  const latest = new Map(rows.map((row) => [row.domain, row.rate / 1_000_000]));
  const rates = [...latest.values()];
  return rates.length > 0 ? Math.max(...rates) : null;
}

/** The time of the newest event that came in by itself, not by a file; from the index of the log. */
async function latestEvent(db: Database, now: number): Promise<number | null> {
  const since = new Date(now - SILENT_DAYS * DAY);
  const [row] = await db.$queryRaw<{ at: Date }[]>`
    select at from event where import = 0 and at > ${since}::timestamp and at <= ${new Date(now)}::timestamp
    order by at desc limit 1`;
  return row?.at.getTime() ?? null;
}

/** When the last events came through one door; where it is one that an admin has connected, not before that. */
async function latestArrival(db: Database, door: string): Promise<number | null> {
  const [intake, source] = await Promise.all([
    latestIntake(db, door),
    db.mailSource.findUnique({ where: { name: door }, select: { connectedAt: true } }),
  ]);
  const times = [intake?.arrivedAt, source?.connectedAt].flatMap((at) => at?.getTime() ?? []);
  return times.length > 0 ? Math.max(...times) : null;
}
