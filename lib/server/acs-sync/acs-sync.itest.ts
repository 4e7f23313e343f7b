import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { acsSync } from "../reports/acs-sync";
import { type AddedEntry, addEntries, endEntries } from "../suppression-entries";
import { testDatabase } from "../testing";
import { testEnvironment } from "../testing-session";
import { nameUuid, syncPlaces } from "./places";
import { lookAtAcs, syncAcs } from "./sync";
import { armStandIn } from "./testing-arm";

const DOMAIN =
  "/subscriptions/8f1d9c3e-5b7a-4e6c-9d2b-0a4f6e8c1d37/resourceGroups/mail/providers/Microsoft.Communication/EmailServices/marlow/Domains/Club.Marlow.Example";
const MINUTE = 60_000;

let on: Awaited<ReturnType<typeof testDatabase>>;
let arm: Awaited<ReturnType<typeof armStandIn>>;
before(async () => {
  [on, arm] = await Promise.all([testDatabase(), armStandIn()]);
  testEnvironment(on.url);
});
after(async () => {
  await Promise.all([on?.drop(), arm?.close()]);
});
beforeEach(async () => {
  await on.db.$executeRaw`truncate acs_listed, suppression_entry`;
  arm.reset();
  process.env.ACS_SYNC_DOMAINS = DOMAIN;
});

const NOW = Date.now();
const add = (recipient: string, more: Partial<AddedEntry> = {}) =>
  on.db.$transaction((tx) =>
    addEntries(tx, [{ recipient, reason: "unsubscribe", since: new Date(NOW), ...more }]),
  );
const sync = (after = 0, longest?: number) =>
  syncAcs(on.db, new Date(NOW + after), arm.access, { pace: 0, longest });
const puts = () => arm.calls.filter((call) => call === "PUT address").length;

test("opt-outs and what was entered for all mail of the domain are listed, once; leases, lists and others are not", async () => {
  await add("Ida@Posteo.example");
  await add("cora@posteo.example", { reason: "complaint" });
  await add("mara@posteo.example", { reason: "manual", senderDomain: "club.marlow.example" });
  await add("else@posteo.example", { reason: "manual", senderDomain: "other.example" });
  await add("list@posteo.example", { listId: 3 });
  await add("soft@posteo.example", { reason: "soft" });
  await add("@whole.example", { reason: "manual" });
  await add("over@posteo.example", { reason: "manual", until: NOW - 1 });
  await sync();
  const listed = ["cora@posteo.example", "ida@posteo.example", "mara@posteo.example"];
  assert.deepEqual(arm.emails(), listed);
  await sync(MINUTE);
  assert.equal(puts(), 3, "nothing is put twice");
  assert.deepEqual(await acsSync(on.db), [
    { domain: "Club.Marlow.Example", listed: 3, adding: 0, removing: 0, failed: 0, error: "" },
  ]);
});

test("what is no longer kept back is taken away; what others put there stays", async () => {
  arm.put("theirs", "", ["old@elsewhere.example"]);
  const [id = 0] = await add("ida@posteo.example");
  await sync();
  assert.deepEqual(
    arm.emails(),
    ["ida@posteo.example", "old@elsewhere.example"],
    "on the list that was there",
  );
  await on.db.$transaction((tx) => endEntries(tx, [id], new Date(NOW)));
  await sync(MINUTE);
  assert.deepEqual(arm.emails(), ["old@elsewhere.example"]);
  assert.equal(await on.db.acsListed.count(), 0);
});

test("a list of one sender is not the list of the domain", async () => {
  arm.put("news", "newsletter", []);
  await add("ida@posteo.example");
  await sync();
  assert.equal(arm.calls.filter((call) => call === "PUT list").length, 1);
});

test("a run that was ended in the middle goes on where it was, and puts at most one address twice", async () => {
  for (let i = 0; i < 20; i++) await add(`r${i}@posteo.example`);
  const { access } = arm;
  const { httpClient } = access.options as {
    httpClient: { sendRequest(request: unknown): Promise<unknown> };
  };
  let left = 9;
  const dying = {
    sendRequest: async (request: unknown) => {
      const answer = await httpClient.sendRequest(request);
      // It reached ACS; the process dies before it can note so.
      if (--left === 0) throw new Error("killed");
      return answer;
    },
  };
  await syncAcs(
    on.db,
    new Date(NOW),
    { ...access, options: { ...access.options, httpClient: dying as never } },
    { pace: 0 },
  );
  assert.ok(arm.emails().length < 20);
  await sync(MINUTE);
  assert.equal(arm.emails().length, 20);
  assert.ok(puts() <= 21, `${puts()} calls`);
});

test("a run ends in time, and the next one knows what was decided meanwhile: two domains take turns", async () => {
  const other = DOMAIN.replace("Club.Marlow", "Shop.Marlow");
  process.env.ACS_SYNC_DOMAINS = `${DOMAIN},${other}`;
  const [first = 0] = await add("ida@posteo.example");
  await add("ben@posteo.example");
  await sync(0, 0);
  assert.equal(puts(), 2, "one of each domain");
  await on.db.$transaction((tx) => endEntries(tx, [first], new Date(NOW)));
  await add("new@posteo.example");
  for (let run = 1; run < 9; run++) await sync(run, 0);
  assert.deepEqual(arm.emails(), ["ben@posteo.example", "new@posteo.example"]);
});

test("who asks for patience gets it: nothing more is sent until then", async () => {
  await add("ida@posteo.example");
  await add("bea@posteo.example");
  arm.refuse({ status: 429, retryAfter: "600" });
  await sync();
  assert.equal(arm.calls.filter((call) => call.startsWith("PUT")).length, 1, "the second was not tried");
  arm.refuse();
  const waiting = await on.db.acsListed.findFirstOrThrow({ where: { error: { not: "" } } });
  assert.ok((waiting.dueAt?.getTime() ?? 0) >= NOW + 600_000);
  assert.match(waiting.error, /429/);
  await sync(11 * MINUTE);
  assert.deepEqual(arm.emails(), ["bea@posteo.example", "ida@posteo.example"]);
});

test("an address that ACS refuses does not keep the others back", async () => {
  await add("ida@posteo.example");
  arm.put("theirs", "", []);
  arm.refuse({ status: 400 });
  await sync();
  await add("bea@posteo.example");
  arm.refuse();
  await sync(1_000);
  assert.deepEqual(arm.emails(), ["bea@posteo.example"]);
  const [state] = (await acsSync(on.db)) ?? [];
  assert.deepEqual([state?.failed, state?.error], [1, "It is Refused. (400)"]);
  await sync(MINUTE);
  assert.equal(arm.emails().length, 2);
});

test("a look compares, changes nothing there, and notes what has gone missing", async () => {
  arm.put("theirs", "", ["old@elsewhere.example", "older@elsewhere.example", "oldest@elsewhere.example"]);
  await add("ida@posteo.example");
  await sync();
  arm.drop("ida@posteo.example");
  const [id = 0] = await add("bea@posteo.example");
  const writes = arm.calls.filter((call) => !call.startsWith("GET")).length;
  const look = (after: number) => lookAtAcs(on.db, new Date(NOW + after), arm.access);
  const place = "Club.Marlow.Example";
  assert.deepEqual(await look(1), [{ place, add: 1, remove: 0, foreign: 3, missing: 1 }]);
  assert.equal(arm.calls.filter((call) => !call.startsWith("GET")).length, writes);
  await sync(MINUTE);
  assert.equal(arm.emails().length, 5);
  await on.db.$transaction((tx) => endEntries(tx, [id], new Date(NOW)));
  assert.deepEqual(await look(2 * MINUTE), [{ place, add: 0, remove: 1, foreign: 3, missing: 0 }]);
});

test("ids follow from the address; a setting that is no resource id is named", () => {
  assert.match(
    nameUuid("ida@posteo.example"),
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal(nameUuid("ida@posteo.example"), nameUuid("ida@posteo.example"));
  assert.throws(() => syncPlaces("/subscriptions/s-1"), /"\/subscriptions\/s-1" is not the resource id/);
  assert.deepEqual(syncPlaces(" "), []);
});
