import { providerOf } from "@/lib/core/provider";
import { storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import { campaignNumber, senderNumber } from "./keys";
import { numbers, texts } from "./literals";

type Entry = { id: number; name: string };

const remembered = new WeakMap<
  PrismaClient,
  { senders: Map<string, number>; domains: Map<string, number>; campaigns: Map<string, number> }
>();
const MOST_REMEMBERED = 500_000;
/** So many names of campaigns may come in on one day (UTC): a tag that names each recipient is not one a mail. */
export const NEW_CAMPAIGNS_A_DAY = 2_000;
/** The number of all names beyond those. */
export const OTHER_CAMPAIGNS = 0;

function memory(db: PrismaClient) {
  const known = remembered.get(db) ?? { senders: new Map(), domains: new Map(), campaigns: new Map() };
  remembered.set(db, known);
  return known;
}

async function look(
  known: Map<string, number>,
  names: Iterable<string>,
  learn: (missing: string[]) => Promise<Entry[]>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const id = known.get(name);
    if (id === undefined) missing.push(name);
    else found.set(name, id);
  }
  if (missing.length === 0) return found;
  if (known.size > MOST_REMEMBERED) known.clear();
  const entries = await learn([...new Set(missing.map(storable))].sort());
  const learnt = new Map(entries.map(({ id, name }) => [name, id]));
  for (const name of missing) {
    const id = learnt.get(storable(name));
    if (id === undefined) throw new Error("A name did not enter the dictionary");
    known.set(name, id);
    found.set(name, id);
  }
  return found;
}

/** Numbers of senders by name, 0 for the empty one. New names enter the dictionary. */
export async function senderNumbers(db: PrismaClient, names: Iterable<string>): Promise<Map<string, number>> {
  return look(memory(db).senders, names, async (missing) => {
    const found: Entry[] = missing.includes("") ? [{ id: 0, name: "" }] : [];
    let absent = missing.filter((name) => name !== "");
    // A number that another name holds is passed over for the next one.
    for (let step = 0; absent.length > 0; step++) {
      await db.$executeRawUnsafe(
        `insert into sender (id, name, domain)
         select id, name, substr(name, strpos(name, '@') + 1) from unnest($1::int[], $2::text[]) s(id, name)
         on conflict do nothing`,
        numbers(absent.map((name) => senderNumber(name) + step)),
        texts(absent),
      );
      const rows: Entry[] = await db.$queryRawUnsafe(
        "select id, name from sender where name = any($1::text[])",
        texts(absent),
      );
      found.push(...rows);
      absent = without(absent, rows);
    }
    return found;
  });
}

/**
 * Numbers of campaigns by name. New names enter the dictionary, {@link NEW_CAMPAIGNS_A_DAY} a day (UTC, by the clock of the
 * database); the others are {@link OTHER_CAMPAIGNS}, until another day has room for them.
 */
export async function campaignNumbers(
  db: PrismaClient,
  names: Iterable<string>,
): Promise<Map<string, number>> {
  const known = memory(db).campaigns;
  const found = await look(known, names, async (missing) => {
    const select = "select id, name from campaign where name = any($1::text[])";
    const entries: Entry[] = await db.$queryRawUnsafe(select, texts(missing));
    const absent = without(missing, entries);
    for (let step = 0, left = absent; left.length > 0 && step < MOST_STEPS; step++) {
      await db.$executeRawUnsafe(
        `insert into campaign (id, name, met_at)
         select id, name, now() at time zone 'UTC' from unnest($1::int[], $2::text[]) c(id, name)
         order by name limit greatest(0, ${NEW_CAMPAIGNS_A_DAY} -
           (select count(*) from campaign where met_at >= date_trunc('day', now() at time zone 'UTC')))
         on conflict do nothing`,
        numbers(left.map((name) => campaignNumber(name) + step)),
        texts(left),
      );
      const rows: Entry[] = await db.$queryRawUnsafe(select, texts(left));
      entries.push(...rows);
      left = without(left, rows);
    }
    return [...entries, ...without(missing, entries).map((name) => ({ id: OTHER_CAMPAIGNS, name }))];
  });
  for (const [name, id] of found) if (id === OTHER_CAMPAIGNS) known.delete(name);
  return found;
}

/** A number that another name holds is passed over for the next one, so many times. */
const MOST_STEPS = 3;

const without = (names: string[], entries: Entry[]): string[] => {
  const met = new Set(entries.map(({ name }) => name));
  return names.filter((name) => !met.has(name));
};

/** Numbers of recipient domains by name. New names enter the dictionary. */
export async function domainNumbers(db: PrismaClient, names: Iterable<string>): Promise<Map<string, number>> {
  return look(memory(db).domains, names, async (missing) => {
    const select = "select id, name from recipient_domain where name = any($1::text[])";
    const found: Entry[] = await db.$queryRawUnsafe(select, texts(missing));
    const absent = without(missing, found);
    if (absent.length === 0) return found;
    await db.$executeRawUnsafe(
      `insert into recipient_domain (name, provider) select * from unnest($1::text[], $2::text[]) order by 1
       on conflict do nothing`,
      texts(absent),
      texts(absent.map(providerOf)),
    );
    return [...found, ...(await db.$queryRawUnsafe<Entry[]>(select, texts(absent)))];
  });
}
