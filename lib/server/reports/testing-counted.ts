import { CATEGORIES } from "@/lib/core/events";
import type { SliceBy } from "@/lib/core/slice";
import { Prisma } from "@/prisma/generated/client";

// Figures counted from the deliveries by other means than the reports': PostgreSQL's own rules for zones, and the log for
// what a delivery has seen.

/** The week holds the 25th, on which Berlin has 25 hours. */
export const ZONES = ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
export const TO = "2026-10-28";

/** Deliveries of a span of local days, with what was ever said of them. */
export const within = (tz: string, from: string, to: string, sender: string | null): Prisma.Sql => Prisma.sql`
  (select d.*, (d.at at time zone 'UTC' at time zone ${tz}) as local, rank_of(verdict) as outcome, r.provider,
     r.name as domain_name, s.name as sender_name, s.domain as sender_domain, c.name as campaign_name,
     array(select kind from event e where e.address = d.address and e.message = d.message) as kinds
   from delivery d join recipient_domain r on r.id = d.domain left join sender s on s.id = d.sender
     left join campaign c on c.id = d.campaign
   where (d.at at time zone 'UTC' at time zone ${tz})::date between ${from}::date and ${to}::date
     and (${sender}::text is null or s.name = ${sender} or s.domain = ${sender})) as d`;

const CODE = Prisma.sql`case when verdict & 8388607 > 0 then (verdict & 8388607) / 1000000 || '.' ||
    (verdict & 8388607) / 1000 % 1000 || '.' || (verdict & 8388607) % 1000
  else ((verdict >> 23) & 1023)::text end`;
/** The name of a delivery's slice, by other means than the reports'. */
export const NAMES: Record<SliceBy, Prisma.Sql> = {
  "sender-domain": Prisma.sql`sender_domain`,
  sender: Prisma.sql`sender_name`,
  provider: Prisma.sql`provider`,
  domain: Prisma.sql`domain_name`,
  campaign: Prisma.sql`campaign_name`,
  code: CODE,
  category: Prisma.sql`(${[...CATEGORIES]}::text[])[((verdict >> 33) & 255) + 1]`,
};
export const COUNTS = Prisma.sql`
  (count(*) filter (where outcome > 2))::int as attempted, (count(*) filter (where outcome > 3))::int as sent,
  (count(*) filter (where outcome = 4))::int as delivered, (count(*) filter (where outcome = 7))::int as hard,
  (count(*) filter (where outcome = 5))::int as soft, (count(*) filter (where outcome = 6))::int as spam,
  (count(*) filter (where outcome = 3))::int as suppressed,
  (count(*) filter (where outcome > 3 and 2 = any(kinds)))::int as deferred,
  (count(*) filter (where outcome > 4 and 4 = any(kinds)))::int as asynchronous,
  (count(*) filter (where 11 = any(kinds)))::int as complained,
  (count(*) filter (where 12 = any(kinds)))::int as unsubscribed`;
export const isOfBounces = (by: SliceBy) => by === "code" || by === "category";
export const SENDERS = [null, "club.marlow.example", "news@club.marlow.example"];
