import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { random as seeded } from "@/lib/core/demo/random";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import { unpackVerdict } from "@/lib/core/verdict";
import { batches, shuffled } from "@/lib/testing-events";
import { openDatabase } from "./database";
import { ingest } from "./ingest";
import { applyRules, undoRules } from "./own-rules-apply";
import { tryRules } from "./own-rules-trial";
import { reclassify } from "./reclassify";
import { testDatabase, waitingForLocks } from "./testing";
import { bouncedEvents, OWN_RULES, readState } from "./testing-bounces";
import { differences, emptied, type State } from "./testing-state";
import { undoImport } from "./undo";
import { verify } from "./verify";

const NOW = new Date("2026-03-02T09:00:00Z");
const ADMIN = "admin@example.org";
const ending = { actor: ADMIN, clock: () => NOW };
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(() => emptied(on.db));

const version = async () => (await on.db.bounceReading.findUniqueOrThrow({ where: { id: 1 } })).version;

async function apply(rules = OWN_RULES): Promise<void> {
  await applyRules(on.db, { base: await version(), note: "", rules }, ADMIN, NOW);
  await reclassify(on.db, ending);
}

/** What a database would hold that had these rules from the first day. */
async function fresh(events: MailEvent[], rules: typeof OWN_RULES): Promise<State> {
  await emptied(on.db);
  await apply(rules);
  for (const importId of [0, 1, 2]) await ingest(on.db, events, { importId });
  const state = await readState(on.db);
  await emptied(on.db);
  await apply([]);
  return state;
}

const all = async (events: MailEvent[], random: () => number) => {
  for (const importId of [0, 1, 2])
    for (const batch of batches(shuffled(events, random), 60, random))
      await ingest(on.db, batch, { importId });
};

test("history under new rules is what a database with these rules from the start would hold; undo brings back each byte", async () => {
  const random = seeded(7).next;
  const events = bouncedEvents(400, 60, random);
  const want = await fresh(events, OWN_RULES);
  await all(events, random);
  const first = await readState(on.db);
  await apply();
  const then = await readState(on.db);
  assert.deepEqual(differences(then, want), []);
  assert.notDeepEqual(then.delivery, first.delivery, "the rules move nothing");
  assert.notDeepEqual(then.lease, first.lease, "the rules move no lease");
  assert.deepEqual(
    (await verify(on.db)).filter((check) => check.wrong > 0),
    [],
  );
  await undoRules(on.db, await version(), ADMIN, NOW);
  await reclassify(on.db, ending);
  assert.deepEqual(differences(await readState(on.db), first), []);
});

/** Deliveries by what they are and were, as `from>to`. */
function movesOf(before: Map<string, number>, after: Map<string, number>): Record<string, number> {
  const moves: Record<string, number> = {};
  for (const [key, verdict] of before) {
    const told = [verdict, after.get(key)!].map((packed) => {
      const { outcome, category } = unpackVerdict(packed);
      return `${outcome} ${category}`;
    });
    const move = told.join(" > ");
    if (told[0] !== told[1]) moves[move] = (moves[move] ?? 0) + 1;
  }
  return moves;
}

const verdicts = async () => {
  const rows = await on.db.delivery.findMany({ select: { address: true, message: true, verdict: true } });
  return new Map(rows.map((row) => [`${row.address} ${row.message}`, Number(row.verdict)]));
};

const held = async () =>
  (await on.db.lease.findMany({ where: { cycleStart: { lte: NOW }, until: { gt: NOW } } })).map(
    (row) => row.address,
  );

test("the trial tells what is then done, and does nothing", async () => {
  await apply([]);
  await all(bouncedEvents(300, 50, seeded(3).next), seeded(4).next);
  const state = await readState(on.db);
  const trial = await tryRules(
    on.db,
    OWN_RULES.map((rule) => ({ ...rule, author: ADMIN, at: 0 })),
    null,
    NOW,
  );
  assert.deepEqual(differences(await readState(on.db), state), []);
  const [before, locked] = [await verdicts(), await held()];
  await apply();
  const told = trial.moves.map(({ from, to, deliveries }) => [
    `${from.class} ${from.category} > ${to.class} ${to.category}`,
    deliveries,
  ]);
  assert.deepEqual(Object.fromEntries(told), movesOf(before, await verdicts()));
  assert.ok(trial.moves.length > 3 && trial.examples.length > 0);
  const now = await held();
  assert.equal(trial.suppressed, now.filter((address) => !locked.includes(address)).length);
  assert.equal(trial.freed, locked.filter((address) => !now.includes(address)).length);
  assert.equal(trial.byShipped, 0);
});

test("exact while others ingest, undo and change the rules again", async () => {
  const random = seeded(11).next;
  const [kept, taken] = [bouncedEvents(600, 80, random), bouncedEvents(200, 80, random)];
  const want = await fresh(kept, OWN_RULES);
  const { id } = await on.db.import.create({
    data: { id: 50, source: "acs", name: "log", startedBy: ADMIN, startedAt: NOW, state: "done" },
  });
  await ingest(on.db, taken, { importId: id });
  const other = openDatabase(on.url);
  const writing = async (importId: number) => {
    for (const batch of batches(shuffled(kept, random), 25, random)) await ingest(other, batch, { importId });
  };
  const ruling = async () => {
    for (const rules of [OWN_RULES, [], OWN_RULES.slice(1), OWN_RULES]) await apply(rules);
  };
  try {
    await Promise.all([writing(0), writing(1), writing(2), ruling(), undoImport(on.db, id, ADMIN, NOW)]);
  } finally {
    await other.$disconnect();
  }
  assert.deepEqual(differences(await readState(on.db), want), []);
  assert.deepEqual(
    (await verify(on.db)).filter((check) => check.wrong > 0),
    [],
  );
});

test("a batch that was read under the old rules is read again; its claim is withdrawn", async () => {
  await apply([]);
  const events = bouncedEvents(40, 40, seeded(5).next);
  const want = await fresh(events, OWN_RULES);
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Their claims are in, their events wait: the rules change in between.
  const holding = on.db.$transaction(async (tx) => {
    await tx.$executeRaw`lock table delivery in share row exclusive mode`;
    await until;
  });
  const other = openDatabase(on.url);
  const writing = Promise.all([0, 1, 2].map((importId) => ingest(other, events, { importId })));
  const applying = apply();
  await setTimeout(300);
  release();
  await Promise.all([holding, writing, applying]);
  await other.$disconnect();
  assert.deepEqual(differences(await readState(on.db), want), []);
});

test("killed in the middle, it goes on where it was", async () => {
  const events = bouncedEvents(2_000, 1_000, seeded(9).next);
  const want = await fresh(events, OWN_RULES);
  for (const importId of [0, 1, 2]) await ingest(on.db, events, { importId });
  await applyRules(on.db, { base: await version(), note: "", rules: OWN_RULES }, ADMIN, NOW);
  const last = await on.db.delivery.findFirst({
    orderBy: { at: "desc" },
    where: { verdict: { gte: 5n << 43n } },
  });
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = on.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`update delivery set seen = seen where address = ${last!.address} and message = ${last!.message}`;
      await until;
    },
    { timeout: 60_000 },
  );
  const folder = import.meta.dirname;
  const code = `import { openDatabase } from "${folder}/database.ts"; import { reclassify } from "${folder}/reclassify.ts";
    await reclassify(openDatabase(), { actor: "x", clock: () => new Date() });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    env: { ...process.env, DATABASE_URL: on.url },
    stdio: "inherit",
  });
  const died = new Promise((resolve) => child.once("exit", resolve));
  await waitingForLocks(on.db, 1, () => child.exitCode !== null);
  child.kill("SIGKILL");
  await died;
  release();
  await holding;
  const state = await on.db.bounceReading.findUniqueOrThrow({ where: { id: 1 } });
  assert.equal(state.phase, "rows");
  assert.ok(state.checked > 0 && state.checked < state.total, `${state.checked} of ${state.total}`);
  await reclassify(on.db, ending);
  assert.deepEqual(differences(await readState(on.db), want), []);
});

test("of two admins one is told that the other was first; the trail says who did what", async () => {
  const base = await version();
  const both = await Promise.allSettled(
    ["a@example.org", "b@example.org"].map((actor) =>
      applyRules(on.db, { base, note: "", rules: OWN_RULES }, actor, NOW),
    ),
  );
  const refused = both.filter((one) => one.status === "rejected");
  assert.equal(refused.length, 1);
  assert.ok(refused[0]!.reason instanceof Refusal && refused[0]!.reason.code === "conflict");
  await reclassify(on.db, ending);
  await assert.rejects(undoRules(on.db, base, ADMIN, NOW), Refusal);
  await undoRules(on.db, base + 1, ADMIN, NOW);
  await reclassify(on.db, ending);
  const trail = await on.db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 4 });
  assert.deepEqual(
    trail.map(({ action, subject }) => `${action} ${subject}`),
    [
      `bounce-rules.applied bounce rules ${base + 2}`,
      `bounce-rules.undone bounce rules ${base + 2}`,
      `bounce-rules.applied bounce rules ${base + 1}`,
      `bounce-rules.changed bounce rules ${base + 1}`,
    ],
  );
});
