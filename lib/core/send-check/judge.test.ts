import assert from "node:assert/strict";
import { test } from "node:test";
import type { AddressHistory } from "./history";
import { judgeList, type ListRow } from "./judge";
import { rateOf, standing, verdictWords } from "./verdict";

const HISTORY: AddressHistory = {
  mails: 10,
  accepted: 10,
  acceptedSince: 10,
  lastAccepted: 5,
  hardSince: 0,
  hardDays: 0,
  hardFrom: null,
  hardTo: null,
  softSince: 0,
  softFrom: null,
  softTo: null,
  complained: null,
  engaged: true,
  observed: 10,
};
const row = (address: string, key: number): ListRow => ({ address, key: BigInt(key) });

function judge(rows: ListRow[], histories: [number, Partial<AddressHistory>][] = []) {
  return judgeList(rows, {
    holds: new Map([[7n, { reason: "complaint", until: null, scope: "all" }]]),
    histories: new Map(histories.map(([key, history]) => [BigInt(key), { ...HISTORY, ...history }])),
    faultOf: (domain) => (domain === "no.invalid" ? { why: "reserved", suggestion: null } : null),
    beliefOf: () => ({ mean: 0.01, weight: 1_000 }),
  });
}

test("of a repeated address the first row is judged, and each repeat says what it is", () => {
  const { findings, chanceOf } = judge([
    row("info@x.de", 1),
    row("info@x.de", 1),
    row("Info@X.de", 1),
    row("info@\u0445.de", 1),
    { address: "bad", fault: { what: "No.", at: null } },
  ]);
  assert.deepEqual(findings.duplicate, [
    { row: 1, of: 0, how: "same" },
    { row: 2, of: 0, how: "case" },
    { row: 3, of: 0, how: "spelling" },
  ]);
  assert.deepEqual(findings.role, [{ row: 0, role: "info" }]);
  assert.deepEqual(findings.unknown, [{ row: 0 }]);
  assert.deepEqual(findings.syntax, [{ row: 4, what: "No.", at: null }]);
  assert.deepEqual(chanceOf, [0, -1, -1, -1, -1]);
});

test("what an address did so far is told from its thresholds on", () => {
  const { findings, coverage } = judge(
    [1, 2, 3, 4, 5, 6, 7].map((key) => row(`p${key}@x.de`, key)),
    [
      [1, { softSince: 3, softFrom: 1, softTo: 2 }],
      [2, { softSince: 2, softFrom: 1, softTo: 2 }],
      [3, { engaged: false }],
      [4, { engaged: false, observed: 9 }],
      [5, { engaged: false, observed: 0 }],
      [6, { hardSince: 1, hardFrom: 9, hardTo: 9, acceptedSince: 0 }],
      [7, {}],
    ],
  );
  assert.deepEqual(findings.soft, [{ row: 0, mails: 3, from: 1, to: 2 }]);
  assert.deepEqual(findings.silent, [{ row: 2, mails: 10 }]);
  assert.deepEqual(findings.hard, [{ row: 5, mails: 1, to: 9 }]);
  assert.deepEqual(findings.suppressed, [{ row: 6, reason: "complaint", until: null, scope: "all" }]);
  assert.deepEqual(coverage, { accepted: 70, observed: 59 });
});

test("the verdict compares the list with what is left of it", () => {
  const rows = [...Array(300).keys()].map((key) => row(`p${key}@x.de`, key + 100));
  const known: [number, Partial<AddressHistory>][] = rows.map((_, i) => [i + 100, {}]);
  const bad = [...Array(40).keys()].map((key) => row(`p${key}@no.invalid`, key + 1000));
  const judged = judge([...rows, ...bad], known);
  const gone = new Set(judged.findings.domain.map((one) => one.row));
  const [before, after] = [rateOf(judged, new Set()), rateOf(judged, gone)];
  assert.ok(before && after);
  assert.deepEqual([standing(before), standing(after)], ["alert", "ok"]);
  assert.deepEqual([before.addresses, after.addresses], [340, 300]);
  assert.match(verdictWords(before, after, 40), /above the 2\.00% .* Without 40 rows .* below it\.$/);
  assert.match(verdictWords(after, after, 1), /would do as it is/);
  assert.match(verdictWords(after, after, 0), /Nothing is taken out/);
  assert.match(verdictWords(before, null, 340), /nothing is left/);
  assert.match(verdictWords(null, null, 0), /no address/);
});
