import { z } from "zod";
import { KINDS } from "@/lib/core/events";
import { type Filter, parseFilter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import type { PrismaClient } from "@/prisma/generated/client";
import { address } from "./address";
import { alerts } from "./alerts";
import { arrivals } from "./arrivals";
import { authentication } from "./authentication";
import {
  authenticationReport,
  authenticationReports,
  reportListQuery,
  reportQuery,
} from "./authentication-reports";
import { authenticationSource, sourceQuery } from "./authentication-source";
import { bounceRules } from "./bounce-rules";
import { bounceUrls } from "./bounce-urls";
import { bounceFilter, bounces } from "./bounces";
import { changes } from "./changes";
import { codes } from "./codes";
import { complaints } from "./complaints";
import { drift, driftQuery } from "./drift";
import { engagement } from "./engagement";
import { events } from "./events";
import { feeds } from "./feeds";
import { gmailSpam } from "./gmail-spam";
import { home } from "./home";
import { hours, hoursQuery } from "./hours";
import { hygiene, hygieneQuery } from "./hygiene";
import { imports, importsQuery } from "./imports";
import { incident } from "./incident";
import { incomingMail, incomingMailQuery, incomingMails, incomingMailsQuery } from "./incoming-mails";
import { leaving } from "./leaving";
import { listHealth } from "./list-health";
import { lists } from "./lists";
import { mail, mailQuery } from "./mail";
import { message } from "./message";
import { monthly } from "./monthly";
import { providers } from "./providers";
import { quarantined, quarantineQuery } from "./quarantined";
import { recency } from "./recency";
import { rejected } from "./rejected";
import { releases } from "./releases";
import { reputationNotes } from "./reputation-notes";
import { score } from "./score";
import { senderDomainReport } from "./sender-domains";
import { senders } from "./senders";
import { series } from "./series";
import { slices, slicesQuery } from "./slices";
import { sources } from "./sources";
import { span } from "./span";
import { suppressionCounts } from "./suppression-counts";
import { suppressionQuery, suppressions } from "./suppressions";
import { tls } from "./tls";
import { trend, trendQuery } from "./trend";
import { unmapped } from "./unmapped";
import { verdict } from "./verdict";

type Params = Record<string, string>;
type Report<R> = (db: PrismaClient, params: Params, now: number) => Promise<R>;

/** A report over a filter: days, zone and sender from the query, what is missing from the defaults. */
const over =
  <R>(report: (db: PrismaClient, filter: Filter, now: number, params: Params) => Promise<R>): Report<R> =>
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
  series: over((db, filter, now) => series(db, filter, now)),
  verdict: over(verdict),
  score: over(score),
  changes: over(changes),
  trend: over((db, filter, now, params) => trend(db, filter, trendQuery.parse(params), now)),
  slices: over((db, filter, now, params) => slices(db, filter, slicesQuery.parse(params), now)),
  hours: over((db, filter, _now, params) => hours(db, filter, hoursQuery.parse(params))),
  mail: over((db, filter, _now, params) => mail(db, filter, mailQuery.parse(params))),
  "reputation-notes": over(reputationNotes),
  providers: over(providers),
  codes: over((db, filter, _now, params) => codes(db, filter, by.parse(params))),
  bounces: over((db, filter, _now, params) => bounces(db, filter, bounceFilter.parse(params))),
  "bounce-urls": over(bounceUrls),
  unmapped: over(unmapped),
  events: over((db, filter, _now, params) => events(db, filter, eventFilter.parse(params))),
  message: (db: Database, params: Params) => message(db, messageQuery.parse(params)),
  suppressions: (db: Database, params: Params, now: number) =>
    suppressions(db, suppressionQuery.parse(params), now),
  "suppression-counts": (db: Database, _params: Params, now: number) => suppressionCounts(db, now),
  address: (db: Database, params: Params, now: number) => {
    const { recipient, at } = addressQuery.parse(params);
    return address(db, recipient, { at: at ?? now });
  },
  drift: over((db, { tz }, now, params) => drift(db, tz, driftQuery.parse(params), now)),
  authentication: over((db, filter) => authentication(db, filter)),
  "authentication-source": over((db, filter, _now, params) =>
    authenticationSource(db, filter, sourceQuery.parse(params)),
  ),
  "authentication-reports": (db: Database, params: Params) =>
    authenticationReports(db, reportListQuery.parse(params)),
  "authentication-report": (db: Database, params: Params) =>
    authenticationReport(db, reportQuery.parse(params)),
  "sender-domains": (db: Database, _params: Params, now: number) => senderDomainReport(db, now),
  tls: over((db, filter) => tls(db, filter)),
  complaints: over((db, filter, now) => complaints(db, filter, now)),
  "gmail-spam": over((db, filter) => gmailSpam(db, filter)),
  engagement: over(engagement),
  recency: over(recency),
  senders,
  span: over((db, filter) => span(db, filter.tz)),
  imports: (db: Database, params: Params) => imports(db, importsQuery.parse(params)),
  arrivals: over(arrivals),
  rejected: (db: Database, params: Params) =>
    rejected(db, z.coerce.number().int().min(0).parse(params.import)),
  "bounce-rules": (db: Database) => bounceRules(db),
  alerts: (db: Database, _params: Params, now: number) => alerts(db, now),
  incident: (db: Database, params: Params, now: number) =>
    incident(db, z.coerce.number().int().positive().max(2_147_483_647).parse(params.id), now),
  monthly: over((db, filter, now, params) => monthly(db, filter, params.month ?? "", now)),
  lists: (db: Database, _params: Params, now: number) => lists(db, now),
  leaving: (db: Database, _params: Params, now: number) => leaving(db, now),
  "list-health": (db: Database, _params: Params, now: number) => listHealth(db, now),
  home,
  releases: (db: Database) => releases(db),
  feeds: (db: Database) => feeds(db),
  "incoming-mails": (db: Database, params: Params, now: number) =>
    incomingMails(db, incomingMailsQuery.parse(params), now),
  "incoming-mail": (db: Database, params: Params) => incomingMail(db, incomingMailQuery.parse(params)),
  hygiene: (db: Database, params: Params) => hygiene(db, hygieneQuery.parse(params)),
  sources: (db: Database, _params: Params, now: number) => sources(db, now),
  quarantine: (db: Database, params: Params) => quarantined(db, quarantineQuery.parse(params)),
} satisfies Record<string, Report<unknown>>;

/** What the reports read beside the filter, for the description of the API. */
export const PARAMETERS: Record<string, z.ZodType> = {
  ...{ codes: by, bounces: bounceFilter, events: eventFilter, message: messageQuery, address: addressQuery },
  ...{
    trend: trendQuery,
    slices: slicesQuery,
    hours: hoursQuery,
    mail: mailQuery,
    quarantine: quarantineQuery,
  },
  ...{ suppressions: suppressionQuery, drift: driftQuery, hygiene: hygieneQuery },
  ...{ "incoming-mails": incomingMailsQuery, "incoming-mail": incomingMailQuery },
};

export type ReportName = keyof typeof REPORTS;

/** Reports that many people read at once, and that may be two seconds old. */
export const FIGURES: ReadonlySet<ReportName> = new Set<ReportName>([
  "series",
  "verdict",
  "score",
  "changes",
  "trend",
  "slices",
  "hours",
  "providers",
  "codes",
  "engagement",
  "recency",
  "bounces",
  "bounce-urls",
  "unmapped",
  "suppression-counts",
  "authentication",
]);

/** What each report answers: plain JSON, the same bytes for the page that prefetches it and for the browser. */
export type Reports = { [K in ReportName]: Awaited<ReturnType<(typeof REPORTS)[K]>> };

export const isReport = (name: string): name is ReportName => Object.hasOwn(REPORTS, name);
