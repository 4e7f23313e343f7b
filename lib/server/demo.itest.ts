import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { MANUAL_ENTRIES } from "@/lib/core/demo/bookshop";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { loadDemo, removeDemo } from "./demo";
import { DRIFT_COUNTED } from "./drift";
import { ingest } from "./ingest";
import { changePreferences } from "./preferences";
import { compareRollups } from "./recount";
import { home } from "./reports/home";
import { imports } from "./reports/imports";
import { leaving } from "./reports/leaving";
import { lists } from "./reports/lists";
import { suppressionCounts } from "./reports/suppression-counts";
import { testDatabase } from "./testing";
import { type State, stateOf } from "./testing-state";
import { undoImport } from "./undo";

const NOW = new Date("2026-11-23T18:00:00Z");
// Large enough for some to leave a list, and for one to say why.
const OPTIONS = { days: 12, perDay: 160, actor: "admin@marlow.example", now: NOW };

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const rows = (state: State) => Object.values(state).flat().length;
const people = async () => [
  await db.list.count(),
  await db.subscriber.count(),
  await db.subscription.count(),
  await db.suppressionEntry.count(),
];
/** What tells how people came and went. */
const proofs = async () => [
  await db.preferenceChange.count(),
  await db.consentText.count(),
  await db.optIn.count(),
  await db.mailing.count(),
];
const counted = async () => [await db.drift.count(), await db.hygieneItem.count()];

test("the demo comes, is marked, and goes without a trace in any figure", async () => {
  await db.organisation.create({ data: { name: "Marlow Books", timeZone: "Europe/Berlin" } });
  assert.deepEqual((await home(db)).demo, null);
  assert.equal((await home(db)).hasData, false);

  const seen: number[] = [];
  const { importId, events } = await loadDemo(db, {
    ...OPTIONS,
    onProgress: ({ daysDone }) => seen.push(daysDone),
  });
  assert.deepEqual(
    seen,
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
  const first = await home(db);
  assert.deepEqual(first.demo, { importId, state: "done" });
  assert.deepEqual([first.hasData, first.imports], [true, 0]);
  const [row] = await imports(db);
  assert.deepEqual(
    [row?.demo, row?.state, row?.records, row?.startedBy],
    [true, "done", events, OPTIONS.actor],
  );
  assert.equal(row!.accepted + row!.duplicates, events);
  const { _sum } = await db.intake.aggregate({ _sum: { accepted: true, duplicates: true } });
  assert.deepEqual(_sum, { accepted: row!.accepted, duplicates: row!.duplicates });

  const report = await lists(db, NOW.getTime());
  assert.equal(report.lists.length, 6);
  assert.equal(report.people, await db.subscriber.count());
  assert.equal(report.left, await db.subscription.count({ where: { leftAt: { not: null } } }));
  assert.ok((await proofs()).every((n) => n > 0));
  assert.deepEqual((await db.hygienePass.findFirst())?.wholeAt, NOW);
  const ran = await db.backgroundJob.findUnique({ where: { name: DRIFT_COUNTED } });
  assert.deepEqual(ran?.ranAt, NOW);
  const { honoured, lists: left } = await leaving(db, NOW.getTime());
  assert.equal(honoured.measured, report.left);
  assert.equal(
    left.flatMap((list) => list.left).reduce((sum, n) => sum + n, 0),
    report.left,
  );
  await assert.rejects(db.$executeRaw`update preference_change set door = 'page'`, /append-only/);
  const { counts } = await suppressionCounts(db, NOW.getTime());
  assert.equal(counts.manual, MANUAL_ENTRIES.length);
  assert.equal(counts.unsubscribe, report.left);
  assert.ok(counts.bounce > 0);
  assert.deepEqual(await compareRollups(db, null).then((all) => all.filter(({ wrong }) => wrong > 0)), []);

  await assert.rejects(loadDemo(db, OPTIONS), refused("conflict"));
  await removeDemo(db, "admin@marlow.example", NOW);
  assert.equal(rows(await stateOf(db)), 0);
  assert.equal(await db.intake.count(), 0);
  assert.deepEqual(await people(), [0, 0, 0, 0]);
  assert.deepEqual(await proofs(), [0, 0, 0, 0]);
  assert.deepEqual(await counted(), [0, 0]);
  assert.deepEqual([(await home(db)).demo, (await home(db)).hasData], [null, false]);
  await assert.rejects(removeDemo(db, "admin@marlow.example", NOW), refused("not-found"));
  const actions = await db.auditEntry.findMany({ orderBy: { id: "asc" }, select: { action: true } });
  assert.deepEqual(
    actions.map(({ action }) => action),
    ["demo.loaded", "import.undo"],
  );
});

test("what came in beside it stays, also where it touches the same addresses; so does the ledger", async () => {
  const { importId } = await loadDemo(db, OPTIONS);
  const subscription = await db.subscription.findFirstOrThrow({
    where: { leftAt: null, list: { kind: "marketing" } },
    include: { subscriber: true },
  });
  const { subscriber, listId } = subscription;
  await changePreferences(db, subscriber.id, { kind: "leave", listId }, { door: "page" }, NOW);
  const own = await db.list.create({ data: { name: "Our own" } });
  await ingest(
    db,
    [
      {
        ...{
          source: "acs",
          route: "webhook",
          messageId: "real-1",
          recipient: subscriber.recipient,
          kind: "hard",
        },
        ...{
          at: NOW.getTime(),
          sender: "news@shop.example",
          reply: 550,
          enhanced: "5.1.1",
          category: "invalid-recipient",
        },
      },
    ],
    { importId: 0 },
  );
  await undoImport(db, importId, "admin@marlow.example", NOW);
  const state = await stateOf(db);
  assert.deepEqual(
    [state.delivery, state.fact, state.lease, state.log].map((lines) => lines.length),
    [1, 1, 1, 1],
  );
  assert.deepEqual(await people(), [1, 1, 0, 0]);
  assert.equal((await db.list.findFirst())?.id, own.id);
  assert.deepEqual(await proofs(), [1, 0, 0, 0]);
  await assert.rejects(db.$executeRaw`delete from preference_change`, /append-only/);
  await assert.rejects(loadDemo(db, OPTIONS), refused("conflict"), "there is data now");
});
