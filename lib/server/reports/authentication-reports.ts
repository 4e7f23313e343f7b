import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { LIMITS } from "@/lib/core/authentication/limits";
import type { PublishedPolicy } from "@/lib/core/authentication/report";
import { reportText } from "@/lib/core/authentication/report-text";
import { Refusal } from "@/lib/core/error";
import type { Database } from "@/lib/server/database";
import { isoDay, ownership } from "./authentication";
import { RECORD, type RecordRow } from "./authentication-source";

const unpack = promisify(gunzip);
const PAGE = 50;
const MOST_RECORDS = 200;
/** Characters of the raw text that are shown; the whole of it is a file. */
const MOST_TEXT = 20_000;

export const reportListQuery = z.object({
  kind: z.enum(["dmarc", "tls", "failure"]).optional(),
  cursor: z.string().max(60).optional(),
});
export const reportQuery = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/** A report that came in. Times in ms since 1970. */
export interface ReceivedReport {
  id: number;
  kind: "dmarc" | "tls" | "failure";
  organisation: string;
  domain: string;
  own: boolean;
  begin: number;
  end: number;
  records: number;
  messages: number;
  failed: number;
  /** Contents that came later under its id and were not counted. */
  variants: number;
  submitter: string;
  via: string;
  receivedAt: number;
}

type Stored = Omit<ReceivedReport, "own" | "begin" | "end" | "receivedAt"> & {
  begin: Date;
  end: Date;
  receivedAt: Date;
};

const HEAD = `id, kind, organisation, domain, "begin", "end", records, messages::float8 as messages, failed::float8 as failed,
  cardinality(variants) as variants, submitter, via, received_at as "receivedAt"`;

const headOf = (row: Stored, isOwn: (domain: string) => boolean): ReceivedReport => ({
  ...row,
  own: isOwn(row.domain),
  ...{ begin: row.begin.getTime(), end: row.end.getTime(), receivedAt: row.receivedAt.getTime() },
});

export interface ReceivedReports {
  /** The latest period first, at most 50. */
  rows: ReceivedReport[];
  next: string | null;
  counts: { dmarc: number; tls: number; failure: number };
  /** Reports that could not be read and are in quarantine, and why the latest of them were not. */
  refused: { n: number; latest: { id: string; at: number; reason: string }[] };
}

/** The reports that came in, by keyset. */
export async function authenticationReports(
  db: Database,
  { kind, cursor }: z.output<typeof reportListQuery>,
): Promise<ReceivedReports> {
  const [, at, id] = /^(\d{1,14})-(\d{1,10})$/.exec(cursor ?? "")?.map(Number) ?? [];
  const [rows, groups, refused, latest, isOwn] = await Promise.all([
    db.$queryRawUnsafe<Stored[]>(
      `select ${HEAD} from authentication_report
       where ($1::text is null or kind = $1) and ($2::timestamp is null or ("end", id) < ($2::timestamp, $3::int))
       order by "end" desc, id desc limit ${PAGE + 1}`,
      kind ?? null,
      at === undefined ? null : new Date(at),
      id ?? null,
    ),
    db.$queryRaw<
      { kind: string; n: number }[]
    >`select kind, count(*)::int as n from authentication_report group by kind`,
    db.quarantine.count({ where: { importId: 0, source: "authentication" } }),
    db.quarantine.findMany({
      where: { importId: 0, source: "authentication" },
      orderBy: { id: "desc" },
      take: 5,
      select: { id: true, at: true, reason: true },
    }),
    ownership(db),
  ]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const countOf = (name: string) => groups.find((group) => group.kind === name)?.n ?? 0;
  return {
    rows: shown.map((row) => headOf(row, isOwn)),
    next: last && rows.length > PAGE ? `${last.end.getTime()}-${last.id}` : null,
    counts: { dmarc: countOf("dmarc"), tls: countOf("tls"), failure: countOf("failure") },
    refused: {
      n: refused,
      latest: latest.map((row) => ({ ...row, id: String(row.id), at: row.at.getTime() })),
    },
  };
}

export interface OneReport extends ReceivedReport {
  reportId: string;
  contact: string;
  name: string;
  /** Of a DMARC report. */
  policy: PublishedPolicy | null;
  errors: string[];
  /** Of a report of one failure. */
  failure: { ip: string; failure: string; deliveryResult: string } | null;
  /** Of a DMARC report, at most 200. */
  rows: RecordRow[];
  /** Of a TLS report. */
  sessions: { domain: string; result: string; n: number; mx: string; reason: string }[];
  /** The beginning of its text; null where it is not kept. */
  text: string | null;
  cut: boolean;
}

interface StoredDetail {
  policy?: PublishedPolicy;
  errors?: string[];
  ip?: string;
  failure?: string;
  deliveryResult?: string;
}

/** One report with its records and the text that it came as. @throws Refusal "not-found" */
export async function authenticationReport(
  db: Database,
  { id }: z.output<typeof reportQuery>,
): Promise<OneReport> {
  const [row] = await db.$queryRawUnsafe<
    (Stored & { reportId: string; contact: string; name: string; detail: StoredDetail })[]
  >(
    `select ${HEAD}, report_id as "reportId", contact, name, detail from authentication_report where id = $1`,
    id,
  );
  if (!row) throw new Refusal("not-found", "There is no such report.");
  const { detail, ...head } = row;
  const [rows, sessions, text, isOwn] = await Promise.all([
    db.$queryRawUnsafe<(Omit<RecordRow, "day"> & { day: number })[]>(
      `select ${RECORD} from dmarc_record where report = $1 order by line limit ${MOST_RECORDS}`,
      id,
    ),
    db.$queryRawUnsafe<OneReport["sessions"]>(
      `select domain, result, n::float8 as n, coalesce(detail->>'mx', '') as mx, coalesce(detail->>'reason', '') as reason
       from tls_record where report = $1 order by line limit ${MOST_RECORDS}`,
      id,
    ),
    rawText(db, id),
    ownership(db),
  ]);
  return {
    ...headOf(head, isOwn),
    ...{ reportId: row.reportId, contact: row.contact, name: row.name },
    policy: detail.policy ?? null,
    errors: detail.errors ?? [],
    failure:
      row.kind === "failure"
        ? { ip: detail.ip ?? "", failure: detail.failure ?? "", deliveryResult: detail.deliveryResult ?? "" }
        : null,
    rows: rows.map((one) => ({ ...one, day: isoDay(one.day) })),
    sessions,
    text: text?.slice(0, MOST_TEXT) ?? null,
    cut: (text?.length ?? 0) > MOST_TEXT,
  };
}

/** The text that a report came as; null where there is no such report or it is not kept. */
export async function rawText(db: Database, id: number): Promise<string | null> {
  const row = await db.authenticationReport.findUnique({ where: { id }, select: { raw: true } });
  if (!row?.raw) return null;
  const decoded = reportText(await unpack(row.raw, { maxOutputLength: LIMITS.unpacked }));
  return decoded.ok ? decoded.text : null;
}
