import { addDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { bounces } from "@/lib/server/reports/bounces";
import { changes } from "@/lib/server/reports/changes";
import { codes } from "@/lib/server/reports/codes";
import { engagement } from "@/lib/server/reports/engagement";
import { events } from "@/lib/server/reports/events";
import { hours, hoursQuery } from "@/lib/server/reports/hours";
import { mail } from "@/lib/server/reports/mail";
import { providers } from "@/lib/server/reports/providers";
import { score } from "@/lib/server/reports/score";
import { series } from "@/lib/server/reports/series";
import { slices, slicesQuery } from "@/lib/server/reports/slices";
import { span } from "@/lib/server/reports/span";
import { trend } from "@/lib/server/reports/trend";
import { verdict } from "@/lib/server/reports/verdict";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, percentiles } from "./measure";
import { campaignsOf, type Plan, SENDERS } from "./mix";

const DAY = 86_400_000;
/** Its days begin at half past the hour, so that nothing counted by the hour or the day would do. */
const ZONE = "Asia/Kolkata";
const PERIODS = [30, 90, 365];

type Read = (db: PrismaClient, filter: Filter, now: number) => Promise<unknown>;

const [sender = ""] = SENDERS;
/** The second newest of a history of 365 days. */
const CAMPAIGN = campaignsOf({ days: 365 }).at(-2) ?? "";
const CHARTS: [string, Read][] = [
  ["days, with the period before", series],
  ["the same of one sender", (db, filter, now) => series(db, { ...filter, sender }, now)],
  [
    "the same of a domain of four",
    (db, filter, now) => series(db, { ...filter, sender: sender.slice(sender.indexOf("@") + 1) }, now),
  ],
  ["verdict", verdict],
  ["score", score],
  ["everything by week", (db, filter, now) => trend(db, filter, { grain: "week" }, now)],
  [
    "the same at one provider",
    (db, filter, now) => trend(db, filter, { grain: "week", by: "provider", of: "Gmail" }, now),
  ],
  [
    "failures by provider",
    (db, filter, now) => slices(db, filter, slicesQuery.parse({ by: "provider" }), now),
  ],
  [
    "failures by recipient domain",
    (db, filter, now) => slices(db, filter, slicesQuery.parse({ by: "domain" }), now),
  ],
  [
    "failures by campaign",
    (db, filter, now) => slices(db, filter, slicesQuery.parse({ by: "campaign" }), now),
  ],
  ["failures by sender", (db, filter, now) => slices(db, filter, slicesQuery.parse({ by: "sender" }), now)],
  ["failures by hour and weekday", (db, filter) => hours(db, filter, hoursQuery.parse({}))],
  ["mail behind a figure, first page", (db, filter) => mail(db, filter, { metric: "complaints" })],
  [
    "mail of one provider behind it",
    (db, filter) => mail(db, filter, { metric: "deferred", by: "provider", of: "Outlook" }),
  ],
  [
    "mail of one campaign behind it",
    (db, filter) => mail(db, filter, { metric: "failures", by: "campaign", of: CAMPAIGN }),
  ],
  ["what changed since the week before", changes],
  ["mailbox providers", providers],
  ["mailbox providers of one sender", (db, filter) => providers(db, { ...filter, sender })],
  ["who opened and clicked, with the period before", engagement],
  ["opens and clicks of one sender", (db, filter, now) => engagement(db, { ...filter, sender }, now)],
  ["codes", (db, filter) => codes(db, filter, { by: "code" })],
  ["bounces, first page", (db, filter) => bounces(db, filter, {})],
  ["bounces of one code, first page", (db, filter) => bounces(db, filter, { code: "5.7.1" })],
  ["bounces of no code, first page", (db, filter) => bounces(db, filter, { code: "5.7.27" })],
  ["events, first page", (db, filter) => events(db, filter, {})],
  ["complaints, first page", (db, filter) => events(db, filter, { kind: "complained" })],
  ["a kind that never came", (db, filter) => events(db, filter, { kind: "expanded" })],
  ["days that have data", (db, filter) => span(db, filter.tz)],
];

/** The same questions put to the deliveries themselves. */
const SCANS: Record<string, string> = {
  days: `select date_trunc('day', at at time zone 'UTC' at time zone '${ZONE}'), rank_of(verdict), count(*),
      count(*) filter (where seen & 2048 > 0) from delivery where at >= $1::timestamp and at < $2::timestamp group by 1, 2`,
  "mailbox providers": `select date_trunc('day', at), provider, rank_of(verdict), count(*)
    from delivery d join recipient_domain r on r.id = d.domain
    where at >= $1::timestamp and at < $2::timestamp group by 1, 2, 3`,
  codes: `select verdict, count(*) from delivery
    where at >= $1::timestamp and at < $2::timestamp and rank_of(verdict) > 4 group by 1`,
};

/** Every chart and table over 30, 90 and 365 days, and what scanning for it would cost. */
export async function charts(db: PrismaClient, plan: Plan, runs: number): Promise<Figure[]> {
  const { deliveries } = plan;
  const now = plan.start + plan.days * DAY - 1;
  const to = new Date(now).toISOString().slice(0, 10);
  const figures: Figure[] = [];
  for (const days of PERIODS) {
    const filter: Filter = { from: addDays(to, 1 - days), to, tz: ZONE, sender: null, preset: null };
    const about = (more: Figure[]) => figures.push(...more.map((one) => ({ ...one, deliveries, days })));
    for (const [name, read] of CHARTS) about(await percentiles(name, runs, () => read(db, filter, now)));
    const period = [new Date(now + 1 - days * DAY), new Date(now + 1)];
    for (const [name, text] of Object.entries(SCANS))
      about(
        await percentiles(`${name}, by a scan`, Math.min(runs, 3), () => db.$queryRawUnsafe(text, ...period)),
      );
  }
  return figures;
}
