import type { FoldedBatch } from "@/lib/core/deliveries";
import { jsons, numbers, texts, times } from "./literals";
import { QUARTER, ROLLUP_CHANGES } from "./rollups";

/**
 * One batch, one statement, its own transaction: deliveries, log, rollups by difference. Deliveries come folded and by
 * key, because ON CONFLICT may touch a row once and unsorted writers deadlock. No BEGIN around it: rollup rows are hot,
 * and a COMMIT that waits for a busy event loop would hold them. Text compares as bytes whatever the database's
 * collation. An event that adds nothing changes nothing.
 */
export const INGEST = `
with up as (
  insert into delivery as d (address, message, at, verdict, sender, domain, seen, recipient, message_id)
  select * from unnest($1::bigint[], $2::bigint[], $3::timestamp[], $4::bigint[], $5::int[], $6::int[], $7::smallint[],
    $8::text[], $9::text[])
  -- The right sides read the row as it was locked, so what it was is exact under concurrency.
  on conflict (address, message) do update set
    was_at = d.at, was_verdict = d.verdict, was_sender = d.sender, was_seen = d.seen,
    at = least(d.at, excluded.at), verdict = greatest(d.verdict, excluded.verdict),
    sender = greatest(d.sender, excluded.sender), seen = d.seen | excluded.seen,
    recipient = greatest(d.recipient collate "C", excluded.recipient),
    message_id = greatest(d.message_id collate "C", excluded.message_id)
  where least(d.at, excluded.at) is distinct from d.at or excluded.verdict > d.verdict or excluded.sender > d.sender
    or d.seen | excluded.seen <> d.seen
    or excluded.recipient > d.recipient collate "C" or excluded.message_id > d.message_id collate "C"
  returning address, message, at, verdict, sender, domain, seen, was_at, was_verdict, was_sender, was_seen
), side as (
  select ${QUARTER("at")} as quarter, sender, domain, verdict, seen, 1 as s from up where at is not null
  union all
  select ${QUARTER("was_at")}, was_sender, domain, was_verdict, was_seen, -1 from up where was_at is not null
), ${ROLLUP_CHANGES}, logged as (
  insert into event as e (import, at, address, message, kind, route, verdict, sender, recipient, message_id, detail)
  select $10::int, * from unnest($11::timestamp[], $12::bigint[], $13::bigint[], $14::smallint[], $15::smallint[],
    $16::bigint[], $17::int[], $18::text[], $19::text[], $20::jsonb[])
  on conflict (at, address, message, kind, route, import) do update set
    amended = true,
    verdict = greatest(e.verdict, excluded.verdict), sender = greatest(e.sender, excluded.sender),
    recipient = greatest(e.recipient collate "C", excluded.recipient),
    message_id = greatest(e.message_id collate "C", excluded.message_id),
    detail = case when excluded.verdict > e.verdict then excluded.detail else e.detail end
  where excluded.verdict > e.verdict or excluded.sender > e.sender
    or excluded.recipient > e.recipient collate "C" or excluded.message_id > e.message_id collate "C"
  returning amended, at, address, message, kind, route
)
select count(*)::int as accepted from logged l
where not amended and (
  (address, message) in (select address, message from up where was_seen is null)
  -- A sub-select with a limit is looked up row by row; as a join it may be planned as a scan of the whole log.
  or (select true from event e where e.at = l.at and e.address = l.address and e.message = l.message
      and e.kind = l.kind and e.route = l.route limit 1) is null
)`;

/** What {@link INGEST} takes, in its order. */
export function ingestValues(
  { deliveries, log }: FoldedBatch,
  importId: number,
  domainNumber: (name: string) => number,
): string[] {
  return [
    numbers(deliveries.map((row) => row.address)),
    numbers(deliveries.map((row) => row.message)),
    times(deliveries.map((row) => row.at)),
    numbers(deliveries.map((row) => row.verdict)),
    numbers(deliveries.map((row) => row.sender)),
    numbers(deliveries.map((row) => domainNumber(row.domain))),
    numbers(deliveries.map((row) => row.seen)),
    texts(deliveries.map((row) => row.recipient)),
    texts(deliveries.map((row) => row.messageId)),
    String(importId),
    times(log.map((row) => row.at)),
    numbers(log.map((row) => row.address)),
    numbers(log.map((row) => row.message)),
    numbers(log.map((row) => row.kind)),
    numbers(log.map((row) => row.route)),
    numbers(log.map((row) => row.verdict)),
    numbers(log.map((row) => row.sender)),
    texts(log.map((row) => row.recipient)),
    texts(log.map((row) => row.messageId)),
    jsons(log.map((row) => row.detail)),
  ];
}
