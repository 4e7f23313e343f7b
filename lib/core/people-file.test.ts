import assert from "node:assert/strict";
import { test } from "node:test";
import { guessPeople, judgePerson, parsePersonRow, stateOf } from "./people-file";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const here = { subscribed: false, left: false, held: false, joinedAt: null };

for (const [state, since, standing, kind, outcome] of [
  ["joined", null, {}, "marketing", "added"],
  ["joined", null, { subscribed: true }, "marketing", "already"],
  ["joined", null, { left: true }, "marketing", "opted-out"],
  ["joined", NOW, { left: true, joinedAt: 1 }, "marketing", "opted-out"],
  ["joined", null, { held: true }, "marketing", "opted-out"],
  ["joined", null, { subscribed: true, held: true }, "transactional", "opted-out"],
  ["left", null, {}, "marketing", "left"],
  ["left", null, { subscribed: true }, "marketing", "left"],
  ["left", null, { left: true }, "marketing", "already"],
  ["left", 50, { subscribed: true, joinedAt: 60 }, "marketing", "rejoined"],
  ["left", 70, { subscribed: true, joinedAt: 60 }, "marketing", "left"],
  ["left", null, { subscribed: true, joinedAt: 60 }, "marketing", "rejoined"],
  ["left", null, { subscribed: true }, "transactional", "always-on"],
] as const)
  test(`C4 ${state} ${since ?? "at no time"} for ${JSON.stringify(standing)} on a ${kind} list: ${outcome}`, () =>
    assert.equal(judgePerson({ state, since }, { ...here, ...standing }, kind), outcome));

test("columns are told by their titles, states by the words that others use", () => {
  assert.deepEqual(guessPeople(["Mail", "Status", "Opt-out time"], "Mail"), {
    columns: { address: "Mail", state: "Status", since: "Opt-out time" },
    state: "joined",
  });
  assert.deepEqual(
    [stateOf("Unsubscribed"), stateOf("opted-in"), stateOf("?")],
    ["left", "joined", undefined],
  );
});

test("a row says what is wrong with it", () => {
  const mapping = { columns: { address: "a", state: "s", since: "t" }, state: "joined" } as const;
  const read = (a: string, s = "", t = "") =>
    parsePersonRow((title) => ({ a, s, t })[title] ?? "", mapping, NOW);
  assert.deepEqual(read("ida@m.example", "left", "2026-10-01"), {
    ok: true,
    row: { address: "ida@m.example", state: "left", since: Date.parse("2026-10-01T00:00:00Z") },
  });
  for (const [row, reason] of [
    [read("nobody"), /no “@”/],
    [read("a@m.example", "maybe"), /neither joined nor left/],
    [read("a@m.example", "", "04/05/2026"), /no time/],
    [read("a@m.example", "", "2027-01-01"), /yet to come/],
  ] as const)
    assert.match(row.ok ? "" : row.reason, reason);
});
