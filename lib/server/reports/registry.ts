import { z } from "zod";
import { KINDS } from "@/lib/core/events";
import { type Filter, parseFilter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import { address } from "./address";
import { bounceRules } from "./bounce-rules";
import { bounceUrls } from "./bounce-urls";
import { bounceFilter, bounces } from "./bounces";
import { codes } from "./codes";
import { events } from "./events";
import { home } from "./home";
import { imports } from "./imports";
import { lists } from "./lists";
import { message } from "./message";
import { providers } from "./providers";
import { rejected } from "./rejected";
import { senders } from "./senders";
import { series } from "./series";
import { span } from "./span";
import { suppressionQuery, suppressions } from "./suppressions";
import { unmapped } from "./unmapped";
import { verdict } from "./verdict";
import { webhook } from "./webhook";

type Params = Record<string, string>;
type Report<R> = (db: Database, params: Params, now: number) => Promise<R>;

/** A report over a filter: days, zone and sender from the query, what is missing from the defaults. */
const over =
  <R>(report: (db: Database, filter: Filter, now: number, params: Params) => Promise<R>): Report<R> =>
  async (db, params, now) => {
    const organisation = await db.organisation.findUnique({ where: { id: 1 } });
    return report(db, parseFilter(params, now, organisation?.timeZone ?? "UTC"), now, params);
  };

const cursor = z.string().max(200).optional();
const by = z.object({ by: z.enum(["code", "category"]).default("code") });
const eventFilter = z.object({ kind: z.enum(KINDS).optional(), q: z.string().max(400).optional(), cursor });
const instant = z.coerce.number().int().min(0).max(4_102_444_800_000);
const messageQuery = z.object({ address: z.string(), message: z.string() });
const addressQuery = z.object({ recipient: z.string().min(1).max(400), at: instant.optional() });

/** Every report that GET /api/v1/reports/[report] answers, by its name; each reads its own parameters. */
export const REPORTS = {
  series: over(series),
  verdict: over(verdict),
  providers: over(providers),
  codes: over((db, filter, _now, params) => codes(db, filter, by.parse(params))),
  bounces: over((db, filter, _now, params) => bounces(db, filter, bounceFilter.parse(params))),
  "bounce-urls": over(bounceUrls),
  unmapped: over(unmapped),
  events: over((db, filter, _now, params) => events(db, filter, eventFilter.parse(params))),
  message: (db: Database, params: Params) => message(db, messageQuery.parse(params)),
  suppressions: (db: Database, params: Params, now: number) =>
    suppressions(db, suppressionQuery.parse(params), now),
  address: (db: Database, params: Params, now: number) => {
    const { recipient, at } = addressQuery.parse(params);
    return address(db, recipient, { at: at ?? now });
  },
  senders,
  span: over((db, filter) => span(db, filter.tz)),
  imports,
  rejected: (db: Database, params: Params) =>
    rejected(db, z.coerce.number().int().min(0).parse(params.import)),
  "bounce-rules": (db: Database) => bounceRules(db),
  lists: (db: Database, _params: Params, now: number) => lists(db, now),
  home,
  webhook: (db: Database, _params: Params, now: number) => webhook(db, now),
} satisfies Record<string, Report<unknown>>;

export type ReportName = keyof typeof REPORTS;

/** Reports that many people read at once, and that may be two seconds old. */
export const FIGURES: ReadonlySet<ReportName> = new Set<ReportName>([
  "series",
  "verdict",
  "providers",
  "codes",
  "bounces",
  "bounce-urls",
  "unmapped",
]);

/** What each report answers: plain JSON, the same bytes for the page that prefetches it and for the browser. */
export type Reports = { [K in ReportName]: Awaited<ReturnType<(typeof REPORTS)[K]>> };

export const isReport = (name: string): name is ReportName => Object.hasOwn(REPORTS, name);
