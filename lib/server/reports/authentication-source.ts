import { z } from "zod";
import { groupSources } from "@/lib/core/authentication/group";
import type { DkimResult, SpfResult } from "@/lib/core/authentication/report";
import type { Filter } from "@/lib/core/filter";
import type { Database } from "@/lib/server/database";
import { isoDay, originCounts, ownership, sourceAnswers } from "./authentication";
import { senderDomain, utcDays } from "./dmarc-alignment";

export const sourceQuery = z.object({
  source: z.string().min(1).max(320),
  cursor: z.string().max(60).optional(),
});

const PAGE = 25;

/** One record of a report. */
export interface RecordRow {
  report: number;
  line: number;
  day: string;
  reporter: string;
  sender: string;
  ip: string;
  n: number;
  dkim: boolean;
  spf: boolean;
  disposition: string;
  disagrees: boolean;
  envelopeFrom: string;
  envelopeTo: string;
  reasons: { type: string; comment: string }[];
  dkimResults: DkimResult[];
  spfResults: SpfResult[];
}

type Stored = Omit<RecordRow, "day"> & { day: number };

/** What is read of a record, for people. */
export const RECORD = `report, line, day, reporter, sender, ip, n::float8 as n, dkim, spf, disposition, disagrees,
  coalesce(detail->>'envelopeFrom', '') as "envelopeFrom", coalesce(detail->>'envelopeTo', '') as "envelopeTo",
  coalesce(detail->'reasons', '[]') as reasons, coalesce(detail->'dkimResults', '[]') as "dkimResults",
  coalesce(detail->'spfResults', '[]') as "spfResults"`;

export interface SourceRecords {
  /** The latest day first, at most 25. */
  rows: RecordRow[];
  /** For the next page; null at the end. */
  next: string | null;
}

/** The records behind a source over the filter's days (UTC), by keyset. */
export async function authenticationSource(
  db: Database,
  filter: Filter,
  { source, cursor }: z.output<typeof sourceQuery>,
): Promise<SourceRecords> {
  const { from, to } = utcDays(filter);
  const domain = senderDomain(filter);
  const isOwn = domain === null ? await ownership(db) : (name: string) => name === domain;
  const senders = await db.$queryRaw<{ sender: string }[]>`
    select distinct sender from per_dmarc_day where day between ${from} and ${to} and n > 0`;
  const own = senders.map((row) => row.sender).filter(isOwn);
  const group = groupSources(await originCounts(db, { from, to }, own), await sourceAnswers(db)).find(
    ({ key }) => key === source,
  );
  if (!group) return { rows: [], next: null };
  const [, day, report, line] = /^(\d{1,6})-(\d{1,10})-(\d{1,7})$/.exec(cursor ?? "")?.map(Number) ?? [];
  const rows = await db.$queryRawUnsafe<Stored[]>(
    `select ${RECORD} from dmarc_record
     where origin = any($1::int[]) and sender = any($2::text[]) and day between $3 and $4
       and ($5::int is null or (day, report, line) < ($5, $6, $7))
     order by day desc, report desc, line desc limit ${PAGE + 1}`,
    group.origins,
    own,
    from,
    to,
    day ?? null,
    report ?? null,
    line ?? null,
  );
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({ ...row, day: isoDay(row.day) })),
    next: last && rows.length > PAGE ? `${last.day}-${last.report}-${last.line}` : null,
  };
}
