import assert from "node:assert/strict";
import { test } from "node:test";
import { syntaxFault } from "./syntax";

for (const [address, what, at] of [
  ["ida", /no “@”/, null],
  ["", /no address/, null],
  ["ida@@posteo.de", /more than one “@”/, 5],
  ["ida berg@posteo.de", /alone/, 4],
  ["ida,berg@posteo.de", /alone/, 4],
  ["Ida <ida@posteo.de>", /alone/, 4],
  ["ida..berg@posteo.de", /dot/, 5],
  [".ida@posteo.de", /dot/, 1],
  ["ida.@posteo.de", /dot/, 4],
  ["ida@posteo", /ending/, null],
  ["ida@pos_teo.de", /not a possible name/, 8],
  ["ida@-posteo.de", /not a possible name/, 5],
  ["ida\u200b@posteo.de", /invisible/, 4],
  ["zoë😀\u200b@posteo.de", /invisible/, 5],
  ["@posteo.de", /before/, null],
  ["ida@", /after/, null],
  [`${"i".repeat(65)}@posteo.de`, /too long/, null],
] as const)
  test(`${JSON.stringify(address.slice(0, 30))} is told with its place`, () => {
    const fault = syntaxFault(address);
    assert.match(fault?.what ?? "", what);
    assert.equal(fault?.at, at);
  });

test("what could be delivered has no fault", () => {
  for (const address of ["ida@posteo.de", "o'neil+x@mail.co.uk", "zoë@münchen.de", "i@a-b.de", "a.b.c@x.de"])
    assert.equal(syntaxFault(address), null, address);
});

test("a hostile text of a megabyte is told in no time", () => {
  assert.ok(syntaxFault("@".repeat(1_000_000)));
  assert.ok(syntaxFault(`${".".repeat(999)}@${"-".repeat(999)}`));
});
