import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { NewAnnotation, NewLimit, NewView } from "@/lib/core/reputation-notes";
import { reputationNotes } from "../reports/reputation-notes";
import { testDatabase } from "../testing";
import { addAnnotation, removeAnnotation } from "./annotations";
import { setOwnLimit } from "./own-limits";
import { removeView, saveView } from "./saved-views";

const NOW = new Date("2026-11-23T09:00:00Z");
const FILTER = { from: "2026-11-20", to: "2026-11-23", tz: "Europe/Berlin", sender: null, preset: null };
const actor = "mira@marlow.example";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());

const trail = async () =>
  (await on.db.auditEntry.findMany({ orderBy: { id: "asc" } })).map(
    ({ action, subject }) => `${action} ${subject}`,
  );
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("a mark is added, seen in its days only, and removed once", async () => {
  const at = Date.parse("2026-11-22T23:30:00Z");
  const { id } = await addAnnotation(on.db, { at, kind: "campaign", text: "Autumn titles" }, actor, NOW);
  const { annotations } = await reputationNotes(on.db, FILTER);
  assert.deepEqual(annotations, [{ id, at, kind: "campaign", text: "Autumn titles", by: actor }]);
  assert.deepEqual(
    (await reputationNotes(on.db, { ...FILTER, to: "2026-11-22" })).annotations,
    [],
    "it is the 23rd in Berlin",
  );

  await removeAnnotation(on.db, id, actor, NOW);
  await assert.rejects(removeAnnotation(on.db, id, actor, NOW), refused("not-found"));
  assert.deepEqual((await reputationNotes(on.db, FILTER)).annotations, []);
  assert.deepEqual(await trail(), ["annotation.added Autumn titles", "annotation.removed Autumn titles"]);
});

test("an own limit is set, changed and taken away; taking away none leaves no trace", async () => {
  const limits = async () => (await reputationNotes(on.db, FILTER)).limits;
  await setOwnLimit(on.db, { metric: "failures", rate: 0.015 }, actor, NOW);
  await setOwnLimit(on.db, { metric: "failures", rate: 0.000_12 }, actor, NOW);
  assert.deepEqual(await limits(), { failures: 0.000_12 });
  await setOwnLimit(on.db, { metric: "failures", rate: null }, actor, NOW);
  await setOwnLimit(on.db, { metric: "failures", rate: null }, actor, NOW);
  assert.deepEqual(await limits(), {});
  assert.deepEqual((await trail()).slice(2), [
    "own-limit.set failures",
    "own-limit.set failures",
    "own-limit.removed failures",
  ]);
});

test("a view has a name of its own, whoever comes first", async () => {
  const view = { name: "Outlook, by week", query: "metric=deferred&by=provider&of=Outlook&grain=week" };
  const saved = await Promise.allSettled([
    saveView(on.db, view, actor, NOW),
    saveView(on.db, view, "ada", NOW),
  ]);
  assert.deepEqual(saved.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const { views } = await reputationNotes(on.db, FILTER);
  assert.deepEqual(
    views.map(({ name, query }) => ({ name, query })),
    [view],
  );
  await removeView(on.db, views[0]!.id, actor, NOW);
  await assert.rejects(removeView(on.db, views[0]!.id, actor, NOW), refused("not-found"));
  assert.deepEqual((await trail()).slice(5), [
    "saved-view.created Outlook, by week",
    "saved-view.removed Outlook, by week",
  ]);
});

test("what makes no sense is refused", () => {
  const at = NOW.getTime();
  assert.equal(NewAnnotation.safeParse({ at, kind: "party", text: "x" }).success, false);
  assert.equal(NewAnnotation.safeParse({ at, kind: "deploy", text: "  " }).success, false);
  assert.equal(NewAnnotation.safeParse({ at: 5, kind: "deploy", text: "x" }).success, false);
  assert.equal(NewLimit.safeParse({ metric: "opens", rate: 0.1 }).success, false);
  assert.equal(NewLimit.safeParse({ metric: "hard", rate: 0 }).success, false);
  assert.equal(NewView.safeParse({ name: "x", query: "a=<script>" }).success, false);
});
