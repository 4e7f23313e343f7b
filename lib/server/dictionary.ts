import { providerOf } from "@/lib/core/provider";
import { storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import { senderNumber } from "./keys";
import { numbers, texts } from "./literals";

type Entry = { id: number; name: string };

const remembered = new WeakMap<
  PrismaClient,
  { senders: Map<string, number>; domains: Map<string, number> }
>();
const MOST_REMEMBERED = 500_000;

function memory(db: PrismaClient) {
  const known = remembered.get(db) ?? { senders: new Map(), domains: new Map() };
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
      const met = new Set(rows.map((row) => row.name));
      absent = absent.filter((name) => !met.has(name));
    }
    return found;
  });
}

/** Numbers of recipient domains by name. New names enter the dictionary. */
export async function domainNumbers(db: PrismaClient, names: Iterable<string>): Promise<Map<string, number>> {
  return look(memory(db).domains, names, async (missing) => {
    const select = "select id, name from recipient_domain where name = any($1::text[])";
    const found: Entry[] = await db.$queryRawUnsafe(select, texts(missing));
    const met = new Set(found.map((row) => row.name));
    const absent = missing.filter((name) => !met.has(name));
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
