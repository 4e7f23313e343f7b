/** A request of the log (lib/core/engagement/readers.ts): which rule caught it, 0 none. */
const CAUGHT = "(evidence & 7)";
const CLICK = "((extract(epoch from at) * 1000)::bigint << 10 | (evidence >> 3))";

/** A report by mail, of whichever source (lib/core/events.ts). */
const BY_MAIL = "(route & 7) = 3";

/** The columns of a delivery that its events make. Each is a join, as in the statement that takes a batch in. */
export const FOLDED = [
  "at",
  "verdict",
  "sender",
  "campaign",
  "seen",
  "recipient",
  "message_id",
  "delivered_at",
  "opened_at",
  "clicks",
];

/** The fold of the log, over the events of each (address, message), in the order of {@link FOLDED}. */
export const FOLD = `min(at) filter (where kind <= 8 and not ${BY_MAIL}) as at, max(verdict) as verdict, max(sender) as sender, max(campaign) as campaign,
    bit_or(1 << kind
      | case when kind in (9, 10) and ${CAUGHT} > 0 then 1 << ((case kind when 9 then 12 else 17 end) + ${CAUGHT}) else 0 end
    ) as seen,
    max(recipient collate "C") as recipient, max(message_id collate "C") as message_id,
    min(at) filter (where kind = 4 and not ${BY_MAIL}) as delivered_at,
    max(at) filter (where kind = 9 and ${CAUGHT} = 0) as opened_at,
    (array_agg(distinct ${CLICK} order by ${CLICK}) filter (where kind = 10 and ${CAUGHT} = 0))[1:32] as clicks`;

/** The columns of {@link FOLDED} of a row. */
export const foldedOf = (row: string): string => FOLDED.map((name) => `${row}.${name}`).join(", ");
