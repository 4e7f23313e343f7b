import { Refusal } from "@/lib/core/error";
import { orderOf, type SuppressionFilter, type SuppressionOrder } from "@/lib/core/suppression-filter";
import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import { Prisma } from "@/prisma/generated/client";
import { readKey } from "./reports/keyset";
import { LOWERED, selectionOf, type Way, waysOf } from "./suppression-selection";

/** Leases come before entries of the same place. */
export const LEASE = 0n;
const ENTRY = 1n;

/** One row of {@link listStatement}. */
export interface ListedRow {
  /** By which of {@link waysOf} it was found, where the order is by the alphabet. */
  way: number;
  /** Its place in the order, before `kind` and `id`: a time; or what of it was found, and the address in small letters. */
  place0: Date | string;
  place1?: string;
  kind: bigint;
  id: bigint;
  since: Date;
  until: Date | null;
  reason: SuppressionReason;
  recipient: string;
  address: bigint;
  step: number | null;
  cycle_start: Date | null;
  inferred: boolean;
  list: string | null;
  sender: string;
  note: string;
  import_id: number;
}

/** How a table writes what the list shows; `latest` is the time of its latest event. */
const TABLES = {
  lease: {
    kind: LEASE,
    id: Prisma.sql`lease.address`,
    latest: Prisma.sql`last_at`,
    columns: Prisma.sql`last_at as since, until, 'bounce' as reason, recipient, address, step::int, cycle_start, inferred,
      0 as list_id, '' as sender, '' as note, 0 as import_id`,
  },
  entry: {
    kind: ENTRY,
    // With its table, or else the order would be that of the number made a bigint, which no index has.
    id: Prisma.sql`suppression_entry.id`,
    latest: Prisma.sql`since`,
    columns: Prisma.sql`since, until, reason, recipient, address, null::int as step, null::timestamp as cycle_start,
      false as inferred, list_id, sender_domain as sender, note, import as import_id`,
  },
};

/**
 * What a filter lists, in the order of the page (see SuppressionOrder). Each way to find a row reads an index in that order,
 * no further than the page goes. Null where the filter leaves everything out.
 * @param limit so many rows; null: all
 * @throws Refusal "invalid-input" for a page mark that is not one of this order
 */
export function listStatement(
  wanted: SuppressionFilter & { cursor?: string },
  at: Date,
  limit: number | null,
): Prisma.Sql | null {
  const { cursor, ...filter } = wanted;
  const selected = selectionOf({ ...filter, q: undefined }, at);
  const order = orderOf(filter);
  const from = readCursor(cursor, order);
  const direction = Prisma.raw(order === "time" ? "desc" : "asc");
  const limited = limit === null ? Prisma.empty : Prisma.sql`limit ${limit}`;
  const parts = waysOf(filter).flatMap((way, i) =>
    (["lease", "entry"] as const).flatMap((name) => {
      const [table, condition] = [TABLES[name], selected[name]];
      if (!condition) return [];
      const places = placesOf(order, way, table.latest);
      const rank = order === "text" ? i : 0;
      const sorted = Prisma.join([...places, table.id].map((key) => Prisma.sql`${key} ${direction}`));
      const named = places.map((place, i) => Prisma.sql`${place} as ${Prisma.raw(`place${i}`)}`);
      return [
        Prisma.sql`(
        select ${rank}::int as way, ${Prisma.join(named)}, ${table.kind}::bigint as kind, ${table.id}::bigint as id, ${table.columns}
        from ${Prisma.raw(name === "lease" ? "lease" : "suppression_entry")}
        where ${condition} and ${way.where} and ${beyond(order, from, rank, places, table)}
        order by ${sorted} ${limited})`,
      ];
    }),
  );
  if (parts.length === 0) return null;
  const places = order === "text" ? Prisma.sql`way, place0, place1` : Prisma.sql`place0 ${direction}`;
  const sorted = Prisma.sql`${places}, kind, id ${direction}`;
  return Prisma.sql`
    select s.*, list.name as list
    from (select * from (${Prisma.join(parts, " union all ")}) as merged order by ${sorted} ${limited}) as s
    left join list on list.id = s.list_id
    order by ${sorted}`;
}

function placesOf(order: SuppressionOrder, way: Way, latest: Prisma.Sql): Prisma.Sql[] {
  if (order === "text") return [way.found, LOWERED];
  return [order === "end" ? Prisma.sql`until` : latest];
}

interface Cursor {
  way: number;
  kind: bigint;
  id: bigint;
  places: (Date | string)[];
}

function beyond(
  order: SuppressionOrder,
  from: Cursor | null,
  way: number,
  places: Prisma.Sql[],
  { kind, id }: { kind: bigint; id: Prisma.Sql },
): Prisma.Sql {
  if (!from || way !== from.way) return Prisma.sql`${!from || way > from.way}::boolean`;
  const sign = order === "time" ? "<" : ">";
  const values = from.places.map((place) =>
    place instanceof Date ? Prisma.sql`${place}::timestamp` : Prisma.sql`${place}::text`,
  );
  if (kind === from.kind)
    return Prisma.sql`(${Prisma.join([...places, id])}) ${Prisma.raw(sign)} (${Prisma.join(values)}, ${from.id}::bigint)`;
  const orAt = Prisma.raw(kind > from.kind ? `${sign}=` : sign);
  return Prisma.sql`(${Prisma.join(places)}) ${orAt} (${Prisma.join(values)})`;
}

/** Where a page ended, as text for a URL: way, kind, number, and its time in ms or its texts in base64url. */
export const printCursor = ({ way, kind, id, place0, place1 }: ListedRow): string =>
  [way, kind, id, ...[place0, place1].filter((place) => place !== undefined).map(printPlace)].join(".");

const printPlace = (place: Date | string): string =>
  place instanceof Date ? String(place.getTime()) : Buffer.from(place).toString("base64url");

function readCursor(text: string | undefined, order: SuppressionOrder): Cursor | null {
  if (!text) return null;
  const [way, kind, id, ...rest] = text.split(".");
  const places = rest.map((place) => (order === "text" ? readText(place) : readTime(place)));
  const keys = [way, kind, id].map((key) => readKey(key ?? ""));
  if (places.length !== (order === "text" ? 2 : 1) || [...keys, ...places].includes(null))
    throw new Refusal("invalid-input", "This page mark is not one of ours.", "cursor");
  return { way: Number(keys[0]), kind: keys[1]!, id: keys[2]!, places: places as (Date | string)[] };
}

const readTime = (text: string): Date | null => (/^\d{1,14}$/.test(text) ? new Date(Number(text)) : null);

function readText(text: string): string | null {
  const read = Buffer.from(text, "base64url").toString();
  return read.includes("\0") ? null : read;
}
