import { bigints } from "@/lib/server/binary-arrays";
import { checkAddresses } from "@/lib/server/check";
import { poolOf } from "@/lib/server/database";
import { addressKey } from "@/lib/server/keys";
import type { PrismaClient } from "@/prisma/generated/client";
import { key } from "./history";
import { type Figure, rounded, spread } from "./measure";
import { DOMAINS } from "./mix";

const HOUR = 3_600_000;
const SIZES = [1, 100, 10_000];
const AT_ONCE = 250_000;
/** Look-ups are so short that the first few, for which the server plans, would show in twenty. */
const TIMES_AS_MANY = 10;
/** A prime, so that addresses of all kinds come by turns. */
const STRIDE = 7_919;
/** Two thirds of the addresses are at a few public domains. */
const PUBLIC = DOMAINS.slice(0, 8).map(([name]) => name);
const COMPANIES = 30_000;
export const nameOf = (i: number): string =>
  `reader${i}@${i % 3 ? PUBLIC[i % PUBLIC.length] : `company${i % COMPANIES}.example`}`;
const DOMAIN = `case when i % 3 > 0 then (array['${PUBLIC.join("','")}'])[1 + i % ${PUBLIC.length}]
  else 'company' || i % ${COMPANIES} || '.example' end`;
const SINCE = "$3::timestamp - i % 100000 * interval '0.1 s'";
const NAME = `'reader' || i || '@' || ${DOMAIN}`;

const ENDS = "$4::timestamp + i % 1209600 * interval '1 s'";

/**
 * Odd numbers are held by a lease, even ones by an entry; each has its own time within some hours, and its own end within
 * two weeks: all leases, one entry in fifty. One in five hundred is about one sender domain.
 */
const LAY = [
  `insert into lease (address, recipient, domain, cycle_start, step, until, inferred, last_at)
  select ${key(NAME)}, ${NAME}, ${DOMAIN}, ${SINCE}, i / 2 % 5, ${ENDS}, false, ${SINCE}
  from generate_series($1::int, $2::int) as i where i % 2 = 1 order by 1`,
  `insert into suppression_entry (address, recipient, domain, reason, since, until, sender_domain)
  select ${key(NAME)}, ${NAME}, ${DOMAIN},
    (array['complaint', 'unsubscribe', 'manual'])[1 + i / 2 % 3], ${SINCE},
    case when i % 50 = 0 then ${ENDS} end, case when i % 500 = 2 then 'news.example' else '' end
  from generate_series($1::int, $2::int) as i where i % 2 = 0 order by 1`,
];

async function lay(db: PrismaClient, held: number, now: number): Promise<void> {
  const times = [now - HOUR, now + 23 * HOUR].map((at) => new Date(at).toISOString());
  for (let from = 1; from <= held; from += AT_ONCE)
    for (const statement of LAY)
      await poolOf(db).query(statement, [from, Math.min(from + AT_ONCE - 1, held), ...times]);
  await poolOf(db).query("vacuum analyze lease, suppression_entry");
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/**
 * Whether addresses may be mailed, beside the bare read of the same keys from one table, the two by turns: the least that
 * any look-up could cost. Every tenth address is held.
 */
export async function checks(db: PrismaClient, held: number, now: number, runs: number): Promise<Figure[]> {
  const laying = await timed(() => lay(db, held, now));
  const figures: Figure[] = [{ what: "laying what is held", value: rounded(laying / 1_000), unit: "s" }];
  const bare = (addresses: string[]) =>
    poolOf(db).query("select address, until from lease where address = any($1::bigint[])", [
      bigints(addresses.map(addressKey)),
    ]);
  const check = (addresses: string[]) => checkAddresses(db, addresses, { now: new Date(now), record: false });
  let next = 0;
  for (const size of SIZES) {
    const times = { check: [] as number[], bare: [] as number[] };
    for (let i = 0; i < runs * TIMES_AS_MANY * 1.1; i++) {
      const addresses = Array.from({ length: size }, () => {
        next += STRIDE;
        return nameOf(next % 10 ? held + 1 + next : 1 + (Math.floor(next / 10) % held));
      });
      for (const [name, run] of i % 2
        ? ([
            ["bare", bare],
            ["check", check],
          ] as const)
        : ([
            ["check", check],
            ["bare", bare],
          ] as const)) {
        const took = await timed(() => run(addresses));
        if (i >= runs * TIMES_AS_MANY * 0.1) times[name].push(took);
      }
    }
    const [ours, floor] = [spread(`check of ${size}`, times.check), spread(`${size} bare keys`, times.bare)];
    const value = rounded(ours[0]!.value / floor[0]!.value);
    figures.push(...ours, ...floor, { what: `check of ${size} / bare keys, p50`, value, unit: "x" });
  }
  return figures.map((figure) => ({ ...figure, held }));
}
