import { domainOf, parseAddress } from "@/lib/core/address";
import { MAX_STAY } from "@/lib/core/suppression";
import { type SuppressionFilter, searchText } from "@/lib/core/suppression-filter";
import { Prisma } from "@/prisma/generated/client";
import { addressKey } from "./keys";

const DAY = 86_400_000;
/** The greatest character: with it a beginning becomes the end of a range. */
const LAST = "\u{10ffff}";

/** Conditions on what is in force at an instant; null where the filter leaves all of that kind out. */
export interface Selection {
  lease: Prisma.Sql | null;
  entry: Prisma.Sql | null;
}

/**
 * What a filter means in SQL, for the tables `lease` and `suppression_entry`, each condition answered by an index
 * (20261128060000_suppression_list). The cached leases are read as they stand.
 */
export function selectionOf(filter: SuppressionFilter, at: Date): Selection {
  const { reason, step, ends, scope, sender } = filter;
  const isScoped = scope === "list" || scope === "sender" || sender !== undefined;
  const noLease = (reason !== undefined && reason !== "bounce") || isScoped || ends === "never";
  const noEntry = reason === "bounce" || step !== undefined;
  return {
    lease: noLease ? null : leaseCondition(filter, at),
    entry: noEntry ? null : entryCondition(filter, at),
  };
}

const both = (...parts: (Prisma.Sql | false | undefined)[]): Prisma.Sql =>
  Prisma.join(
    parts.filter((part) => part instanceof Prisma.Sql),
    " and ",
  );

function leaseCondition(filter: SuppressionFilter, at: Date): Prisma.Sql {
  const { step, ends } = filter;
  const within = endOf(ends, at);
  return both(
    // A lease in force has had an event within its 14 days: the index of latest events need not be walked any further.
    Prisma.sql`until > ${at}::timestamp and last_at > ${new Date(at.getTime() - MAX_STAY)}::timestamp`,
    step !== undefined && Prisma.sql`step = ${step}`,
    within && Prisma.sql`until <= ${within}::timestamp`,
    found(filter),
  );
}

/** Not taken back; what is kept of erased people is of no list. The partial indexes hold these. */
export const STANDING = Prisma.sql`ended_at is null and recipient <> ''`;

function entryCondition(filter: SuppressionFilter, at: Date): Prisma.Sql {
  const { reason, ends, scope, sender } = filter;
  const within = endOf(ends, at);
  return both(
    Prisma.sql`${STANDING} and since <= ${at}::timestamp`,
    ends === "never" && Prisma.sql`until is null`,
    within
      ? Prisma.sql`until > ${at}::timestamp and until <= ${within}::timestamp`
      : Prisma.sql`(until is null or until > ${at}::timestamp)`,
    reason !== undefined && Prisma.sql`reason = ${reason}`,
    scope === "all" && Prisma.sql`list_id = 0 and sender_domain = ''`,
    scope === "list" && Prisma.sql`list_id <> 0`,
    scope === "sender" && Prisma.sql`sender_domain <> ''`,
    sender !== undefined && Prisma.sql`sender_domain <> '' and sender_domain = ${sender}`,
    found(filter),
  );
}

function endOf(ends: SuppressionFilter["ends"], at: Date): Date | undefined {
  if (ends === "day") return new Date(at.getTime() + DAY);
  return ends === "week" ? new Date(at.getTime() + 7 * DAY) : undefined;
}

const found = (filter: SuppressionFilter): Prisma.Sql =>
  Prisma.sql`(${Prisma.join(
    waysOf(filter).map(({ where }) => where),
    " or ",
  )})`;

/** One way in which a search finds rows, each row by one of them only. */
export interface Way {
  where: Prisma.Sql;
  /** What of a row was found: an index has them in the order of it, and of {@link LOWERED} where it is the same. */
  found: Prisma.Sql;
}

/** The address in small letters, in the order of code points. */
export const LOWERED = Prisma.sql`lower(recipient) collate "C"`;
const DOMAIN = Prisma.sql`domain collate "C"`;
/** What lies under a domain begins with it, read from its end. */
const REVERSED = Prisma.sql`reverse(domain) collate "C"`;

/**
 * An address is found by its key, whatever its spelling; "@domain" by the domain. Anything else is the beginning of an
 * address, the beginning of a domain, or a domain with others under it: in this order, each row once.
 */
export function waysOf(filter: SuppressionFilter): Way[] {
  const text = searchText(filter);
  if (!text) return [{ where: Prisma.sql`true`, found: LOWERED }];
  if (parseAddress(text).ok) return [{ where: Prisma.sql`address = ${addressKey(text)}`, found: LOWERED }];
  if (text.startsWith("@")) return [{ where: Prisma.sql`${DOMAIN} = ${domainOf(text)}`, found: DOMAIN }];
  const begins = Prisma.sql`${LOWERED} between ${text} and ${text + LAST}`;
  const addresses = { where: begins, found: LOWERED };
  if (text.includes("@")) return [addresses];
  const domain = domainOf(`@${text}`);
  const within = Prisma.sql`${DOMAIN} between ${domain} and ${domain + LAST}`;
  const above = [...`.${domain}`].reverse().join("");
  const under = Prisma.sql`${REVERSED} between ${above} and ${above + LAST}`;
  // Not by NOT: that is two ranges to the planner, which would look for both instead of going along the index.
  return [
    addresses,
    { where: Prisma.sql`(${within} and (${begins}) is not true)`, found: DOMAIN },
    {
      where: Prisma.sql`(${under} and (${begins}) is not true and (${within}) is not true)`,
      found: REVERSED,
    },
  ];
}
