import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { random } from "@/lib/core/demo/random";
import { FACT_KINDS, foldLease } from "@/lib/core/suppression";
import { batches, shuffled } from "@/lib/testing-events";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { openDatabase } from "./database";
import { addFacts, type ClaimedFact, factsOf, refoldLeases } from "./leases";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { inTransaction } from "./transaction";

const WRITERS = 8;
const ADDRESSES = 10;
const DAY = 86_400_000;
let on: Awaited<ReturnType<typeof testDatabase>>;
let writers: PrismaClient[];
before(async () => {
  on = await testDatabase();
  writers = Array.from({ length: WRITERS }, () => openDatabase(on.url, 1));
});
after(async () => {
  for (const db of writers ?? []) await db.$disconnect();
  await on?.drop();
});
beforeEach(() => emptied(on.db));

/** Claims of all four kinds about a few addresses, by three imports. */
function claims(count: number, seed: number): ClaimedFact[] {
  const { next } = random(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return Array.from({ length: count }, () => {
    const address = BigInt(below(ADDRESSES) - 5);
    const at = Date.UTC(2026, 0, 5) + below(90 * DAY);
    const recipient = `${address}@gmail.com`;
    return {
      address,
      kind: below(FACT_KINDS.length),
      message: BigInt(below(300)),
      importId: below(3),
      at,
      recipient,
    };
  });
}

/** The transaction, with a pause between the reading of the facts and the writing of the lease. */
const slowed = (tx: Prisma.TransactionClient, next: () => number): Prisma.TransactionClient =>
  new Proxy(tx, {
    get(target, name: keyof Prisma.TransactionClient) {
      if (name !== "$executeRawUnsafe") return target[name];
      return async (query: string, ...values: unknown[]) => {
        await setTimeout(next() * 2);
        return target.$executeRawUnsafe(query, ...values);
      };
    },
  });

type Add = (tx: Prisma.TransactionClient, facts: ClaimedFact[]) => Promise<void>;

/** How many leases are not the fold of their facts. */
async function wrongLeases(): Promise<number> {
  const rows = await on.db.lease.findMany();
  const facts = await factsOf(
    on.db,
    rows.map((row) => row.address),
  );
  const wrong = rows.filter((row) => {
    const { lease } = foldLease(facts.get(row.address)?.facts ?? []);
    const { cycleStart = null, step = null, until = null, inferred = null } = lease ?? {};
    const have = [row.cycleStart?.getTime() ?? null, row.step, row.until?.getTime() ?? null, row.inferred];
    return !isDeepStrictEqual(have, [cycleStart, step, until, inferred]);
  });
  assert.equal(rows.length, ADDRESSES);
  return wrong.length;
}

/** Rounds in which every writer brings one batch at the same moment, the second half all over again. */
async function race(add: Add): Promise<number> {
  const { next } = random(1);
  const jobs = batches(claims(300, 2), 10, next);
  let wrong = 0;
  for (const round of batches([...jobs, ...shuffled(jobs, next)], 2 * WRITERS, () => 0.5)) {
    await Promise.all(
      round.map((facts, i) => inTransaction(writers[i % WRITERS]!, (tx) => add(slowed(tx, next), facts))),
    );
    wrong = await wrongLeases();
    if (wrong > 0) break;
  }
  return wrong;
}

test("eight writers at ten addresses: every lease is the fold of its facts", async () => {
  assert.equal(await race(addFacts), 0);
});

test("without the lock of the lease rows the same race ends wrong: the test can see the fault", async () => {
  const wrong = await race(async (tx, facts) => {
    await tx.suppressionFact.createMany({
      data: facts.map(({ at, ...fact }) => ({ ...fact, at: new Date(at) })),
      skipDuplicates: true,
    });
    const addresses = new Set(facts.map((fact) => fact.address));
    await refoldLeases(
      tx,
      [...addresses].sort((a, b) => Number(a - b)),
    );
  });
  assert.ok(wrong > 0, "no lease came out wrong");
});
