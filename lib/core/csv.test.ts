import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { csvRecord, withoutGuard } from "./csv";

test("quotes what RFC 4180 wants quoted, and nothing else", () => {
  assert.equal(
    csvRecord(["a", 'say "no"', "x,y", "two\nlines", -3]),
    'a,"say ""no""","x,y","two\nlines",-3\r\n',
  );
});

for (const start of ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]) {
  test(`a cell that begins with ${JSON.stringify(start)} is no formula`, () => {
    assert.match(csvRecord([`${start}cmd|' /C calc'!A0`]), /^"?'/);
  });
}

test("what was made safe comes back as it was", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("=", "+", "-", "@", "", "'", "'=", "''+"),
      fc.stringMatching(/^[a-z0-9]*$/),
      (start, rest) => {
        assert.equal(withoutGuard(csvRecord([start + rest]).trimEnd()), start + rest);
      },
    ),
  );
});
