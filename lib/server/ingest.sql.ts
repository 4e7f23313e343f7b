import type { FoldedBatch } from "@/lib/core/deliveries";
import { bigints, ints, jsons, longs, smallints, texts, timestamps } from "./binary-arrays";
import { QUARTER, ROLLUP_CHANGES, SEEN } from "./rollups";

const DELIVERY = "bigint bigint timestamp bigint int int int text text timestamp timestamp int";
/** Of a delivery's clicks, which are an array in an array. */
const CLICKS = 13;
const ORIGIN = 14;
const LATE_BEFORE = ORIGIN + 2;
const LOGGED = "timestamp bigint bigint smallint smallint bigint int text text jsonb int int";

/** Parameters from a number on, arrays of these types, side by side; in FROM each would be stored whole before it is read. */
const arrays = (first: number, types: string): string =>
  types
    .split(" ")
    .map((type, i) => `unnest($${first + i}::${type}[])`)
    .join(", ");

/**
 * One batch, one statement, its own transaction: deliveries, log, rollups by difference. Deliveries come folded and by
 * key, because ON CONFLICT may touch a row once and unsorted writers deadlock. No BEGIN around it: rollup rows are hot,
 * and a COMMIT that waits for a busy event loop would hold them. Text compares as bytes whatever the database's
 * collation. An event that adds nothing changes nothing. It fails where the bounces were read under rules that are no
 * longer in force (lib/server/own-rules.ts); that is asked first, before it holds any row.
 */
const INGEST = `
with gate as materialized (select admit_reading($${ORIGIN + 1}::int) as open), up as (
  insert into delivery as d (address, message, at, verdict, sender, domain, seen, recipient, message_id, delivered_at,
    opened_at, campaign, clicks)
  select ${arrays(1, DELIVERY)}, nullif(unnest($${CLICKS}::text[]), '')::bigint[] where (select open from gate)
  -- The right sides read the row as it was locked, so what it was is exact under concurrency.
  on conflict (address, message) do update set
    was_at = d.at, was_verdict = d.verdict, was_sender = d.sender, was_seen = ${SEEN("d.")},
    was_campaign = d.campaign, campaign = greatest(d.campaign, excluded.campaign),
    at = least(d.at, excluded.at), verdict = greatest(d.verdict, excluded.verdict),
    sender = greatest(d.sender, excluded.sender), seen = d.seen | excluded.seen,
    recipient = greatest(d.recipient collate "C", excluded.recipient),
    message_id = greatest(d.message_id collate "C", excluded.message_id),
    delivered_at = least(d.delivered_at, excluded.delivered_at), opened_at = greatest(d.opened_at, excluded.opened_at),
    clicks = join_clicks(d.clicks, excluded.clicks)
  where least(d.at, excluded.at) is distinct from d.at or excluded.verdict > d.verdict or excluded.sender > d.sender
    or d.seen | excluded.seen <> d.seen
    or excluded.campaign is not null and greatest(d.campaign, excluded.campaign) is distinct from d.campaign
    or excluded.recipient > d.recipient collate "C" or excluded.message_id > d.message_id collate "C"
    or least(d.delivered_at, excluded.delivered_at) is distinct from d.delivered_at
    or greatest(d.opened_at, excluded.opened_at) is distinct from d.opened_at
    or excluded.clicks is not null and join_clicks(d.clicks, excluded.clicks) is distinct from d.clicks
  returning address, message, at, verdict, sender, domain, campaign, ${SEEN("d.")} as seen,
    was_at, was_verdict, was_sender, was_campaign, was_seen
), side as (
  select ${QUARTER("at")} as quarter, sender, domain, campaign, verdict, seen, 1 as s from up where at is not null
  union all
  select ${QUARTER("was_at")}, was_sender, domain, was_campaign, was_verdict, was_seen, -1 from up where was_at is not null
), ${ROLLUP_CHANGES}, logged as (
  insert into event as e (import, at, address, message, kind, route, verdict, sender, recipient, message_id, detail,
    evidence, campaign)
  select $${ORIGIN}::int, ${arrays(LATE_BEFORE + 1, LOGGED)} where (select open from gate)
  on conflict (at, address, message, kind, route, import, evidence) do update set
    amended = true,
    verdict = greatest(e.verdict, excluded.verdict), sender = greatest(e.sender, excluded.sender),
    recipient = greatest(e.recipient collate "C", excluded.recipient),
    message_id = greatest(e.message_id collate "C", excluded.message_id),
    campaign = greatest(e.campaign, excluded.campaign),
    detail = case when excluded.verdict > e.verdict then excluded.detail else e.detail end
  where excluded.verdict > e.verdict or excluded.sender > e.sender
    or excluded.recipient > e.recipient collate "C" or excluded.message_id > e.message_id collate "C"
    or greatest(e.campaign, excluded.campaign) is distinct from e.campaign
  returning amended, at, address, message, kind, route, evidence
)`;

const ACCEPTED = `
select count(*)::int as accepted, count(*) filter (where at < $${LATE_BEFORE}::timestamp)::int as late from logged l
where not amended and ((address, message) in (select address, message from up where was_seen is null)`;

/**
 * What a batch runs. It ends by counting the events that no other import had brought, and
 * those of them from before a moment. One server looks each of them up by
 * a sub-select with a limit: as a join it may be planned as a scan of the whole log. A cluster takes the join only, and
 * there the batch's own rows are seen too.
 */
export const ingestStatement = (cluster: boolean): string =>
  cluster
    ? `${INGEST}, known as (
  select distinct at, address, message, kind, route, evidence
  from logged join event using (at, address, message, kind, route, evidence) where import <> $${ORIGIN}::int
)
${ACCEPTED} or (at, address, message, kind, route, evidence) not in (select * from known))`
    : `${INGEST}
${ACCEPTED} or (select true from event e where e.at = l.at and e.address = l.address and e.message = l.message
  and e.kind = l.kind and e.route = l.route and e.evidence = l.evidence limit 1) is null)`;

/** What {@link ingestStatement} takes, in its order. */
export function ingestValues(
  { deliveries, log }: FoldedBatch,
  importId: number,
  domainNumber: (name: string) => number,
  { epoch, lateBefore }: { epoch: number; lateBefore: number | null },
): (Buffer | string | number | null)[] {
  return [
    bigints(deliveries.map((row) => row.address)),
    bigints(deliveries.map((row) => row.message)),
    timestamps(deliveries.map((row) => row.at)),
    longs(deliveries.map((row) => row.verdict)),
    ints(deliveries.map((row) => row.sender)),
    ints(deliveries.map((row) => domainNumber(row.domain))),
    ints(deliveries.map((row) => row.seen)),
    texts(deliveries.map((row) => row.recipient)),
    texts(deliveries.map((row) => row.messageId)),
    timestamps(deliveries.map((row) => row.deliveredAt)),
    timestamps(deliveries.map((row) => row.openedAt)),
    ints(deliveries.map((row) => row.campaign)),
    texts(deliveries.map(({ clicks }) => (clicks.length > 0 ? `{${clicks.join()}}` : ""))),
    importId,
    epoch,
    // Without its Z: the driver and the cast would each have a zone of their own.
    lateBefore === null ? null : new Date(lateBefore).toISOString().slice(0, -1),
    timestamps(log.map((row) => row.at)),
    bigints(log.map((row) => row.address)),
    bigints(log.map((row) => row.message)),
    smallints(log.map((row) => row.kind)),
    smallints(log.map((row) => row.route)),
    longs(log.map((row) => row.verdict)),
    ints(log.map((row) => row.sender)),
    texts(log.map((row) => row.recipient)),
    texts(log.map((row) => row.messageId)),
    jsons(log.map((row) => row.detail)),
    ints(log.map((row) => row.evidence)),
    ints(log.map((row) => row.campaign)),
  ];
}
