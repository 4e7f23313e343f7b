import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KINDS, ROUTES } from "./events";
import { type LoggedEvent, timelineOf } from "./timeline";

const T = Date.UTC(2026, 10, 19, 2);
const event = (kind: LoggedEvent["kind"], at: number, more: Partial<LoggedEvent> = {}): LoggedEvent => ({
  ...{ kind, at, route: "webhook", importId: 0, verdict: 0, reply: 0, enhanced: "", detail: {} },
  ...more,
});

test("a bounce by two routes is one entry, in the words of the better evidenced", () => {
  const [entry, ...rest] = timelineOf([
    event("hard", T + 1_080_000, {
      route: "log",
      importId: 3,
      verdict: 9,
      enhanced: "5.1.1",
      detail: { hardBounce: true, mx: "mx" },
    }),
    event("hard", T, { verdict: 7, detail: { text: "No such user", span: [0, 7], rule: "text" } }),
  ]);
  assert.equal(rest.length, 0);
  assert.equal(entry?.at, T);
  assert.equal(entry?.enhanced, "5.1.1");
  assert.deepEqual(entry?.sightings, [
    { route: "webhook", at: T, importId: 0 },
    { route: "log", at: T + 1_080_000, importId: 3 },
  ]);
  assert.deepEqual(entry?.detail, { hardBounce: true, mx: "mx" }, "a span without its text would be a lie");
});

test("deferrals, opens and clicks may come again; two clocks do not make two of one", () => {
  const kinds = timelineOf([
    event("delayed", T),
    event("delayed", T + 60_000),
    event("delivered", T + 90_000),
    event("clicked", T + 200_000),
    event("clicked", T + 201_500, { route: "log" }),
    event("clicked", T + 202_000),
  ]).map(({ kind, at, sightings }) => [kind, at - T, sightings.length]);
  assert.deepEqual(kinds, [
    ["delayed", 0, 1],
    ["delayed", 60_000, 1],
    ["delivered", 90_000, 1],
    ["clicked", 200_000, 2],
    ["clicked", 202_000, 1],
  ]);
});

test("no report is lost, none is invented, and order of arrival says nothing", () => {
  const log = fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      at: fc.integer({ min: 0, max: 40 }).map((n) => T + n * 4_000),
      route: fc.constantFrom(...ROUTES),
      importId: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 12 },
  );
  const sightings = (events: LoggedEvent[]) =>
    timelineOf(events)
      .flatMap((entry) => entry.sightings.map((sighting) => JSON.stringify([entry.kind, sighting])))
      .sort();
  fc.assert(
    fc.property(log, (rows) => {
      const events = rows.map(({ kind, at, ...more }) => event(kind, at, more));
      const expected = events.map(({ kind, route, at, importId }) =>
        JSON.stringify([kind, { route, at, importId }]),
      );
      assert.deepEqual(sightings(events), expected.sort());
      const shape = (list: LoggedEvent[]) => timelineOf(list).map(({ kind, at }) => `${kind} ${at}`);
      const distinct = [...new Map(events.map((one) => [JSON.stringify([one.kind, one.at]), one])).values()];
      assert.deepEqual(shape([...distinct].reverse()), shape(distinct));
    }),
  );
});
