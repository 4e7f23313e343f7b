import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CHOSEN_AT_FIRST, type Findings, removedRows, type SendCheck } from "./findings";
import { cutList, removedCsv } from "./removal";

const NOW = Date.UTC(2026, 10, 24);
const NO_FINDINGS: Findings = {
  suppressed: [],
  syntax: [],
  domain: [],
  hard: [],
  soft: [],
  duplicate: [],
  role: [],
  silent: [],
  unknown: [],
};
const check = (addresses: string[], findings: Partial<Findings>): SendCheck => ({
  addresses,
  columns: ["email"],
  column: 0,
  header: true,
  encoding: "UTF-8",
  ends: [],
  findings: { ...NO_FINDINGS, ...findings },
  coverage: { accepted: 0, observed: 0 },
  chances: [],
  chanceOf: [],
  beliefs: [],
});

test("what stays and what goes are together what came, byte for byte and each in order", () => {
  const records = fc.array(fc.uint8Array({ minLength: 1, maxLength: 6 }), { maxLength: 20 });
  fc.assert(
    fc.property(
      records,
      fc.uint8Array({ maxLength: 4 }),
      fc.boolean(),
      fc.array(fc.nat(20)),
      (parts, rest, header, gone) => {
        const text = new Uint8Array([...parts.flatMap((part) => [...part]), ...rest]);
        const ends = parts.map((_, i) => parts.slice(0, i + 1).reduce((sum, part) => sum + part.length, 0));
        const removed = new Set(gone);
        const cut = cutList(text, { ends, header }, removed);
        const [kept, taken] = [[...cut.kept], [...cut.removed]];
        const together = parts.flatMap((_, i) => {
          const row = header ? i - 1 : i;
          return [...((removed.has(row) ? taken : kept).shift() ?? [])];
        });
        assert.deepEqual([...together, ...(kept.shift() ?? [])], [...text]);
        assert.deepEqual([kept, taken], [[], []]);
      },
    ),
  );
});

test("the header stays, and what follows the last record", () => {
  const text = new TextEncoder().encode("email\na@x.de\n\nb@x.de\n\n");
  const cut = cutList(text, { ends: [6, 13, 21], header: true }, new Set([0]));
  const words = (parts: Uint8Array[]) => parts.map((part) => new TextDecoder().decode(part));
  assert.deepEqual(words(cut.kept), ["email\n", "\nb@x.de\n", "\n"]);
  assert.deepEqual(words(cut.removed), ["a@x.de\n"]);
});

test("a row goes once, with each reason that is chosen", () => {
  const findings: Findings = {
    ...NO_FINDINGS,
    suppressed: [{ row: 3, reason: "complaint", until: null, scope: "all" }],
    role: [
      { row: 3, role: "info" },
      { row: 4, role: "abuse" },
    ],
    duplicate: [{ row: 5, of: 3, how: "case" }],
  };
  assert.deepEqual(
    [...removedRows(findings, CHOSEN_AT_FIRST)],
    [
      [3, ["suppressed"]],
      [5, ["duplicate"]],
    ],
  );
  const all = removedRows(findings, { ...CHOSEN_AT_FIRST, role: true });
  assert.deepEqual(all.get(3), ["suppressed", "role"]);
  assert.equal(all.size, 3);
});

test("no cell of the file of reasons begins like a formula", () => {
  const one = check(["=cmd()@gmial.com", 'a"b', "Info@x.de"], {
    domain: [{ row: 0, why: "slip", suggestion: "gmail.com" }],
    syntax: [{ row: 1, what: "Write the address alone.", at: 2 }],
    duplicate: [{ row: 2, of: 0, how: "case" }],
  });
  assert.equal(
    removedCsv(one, removedRows(one.findings, CHOSEN_AT_FIRST), NOW),
    "row,address,reasons,suggestion\r\n" +
      "1,'=cmd()@gmial.com,Wrong domain: one slip from a domain that is mailed,'=cmd()@gmail.com\r\n" +
      '2,"a""b",Bad syntax: Write the address alone. (character 2),\r\n' +
      '3,Info@x.de,"Repeated: in other case, as row 1, which is kept",\r\n',
  );
});
