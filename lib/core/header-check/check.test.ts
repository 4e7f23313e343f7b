import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkHeaders } from "./check";

const LINK = "List-Unsubscribe: <https://mail.marlow.example/u/v1.x>";
const POST = "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
const DKIM =
  "DKIM-Signature: v=1; a=rsa-sha256; d=marlow.example; s=x;\r\n h=From : Subject :\r\n\tlist-unsubscribe : List-Unsubscribe-Post; b=abc";
const missing = (...lines: string[]) =>
  checkHeaders([...lines, "", "the body"].join("\r\n"))
    .filter(({ met }) => !met)
    .map(({ id }) => id);

test("a mail with both fields once, https, and both in h= has all that is asked for", () => {
  assert.deepEqual(missing(DKIM, "From: a@b.example", LINK, POST), []);
  assert.deepEqual(missing(DKIM, LINK.replace(">", ">, <mailto:u@marlow.example?subject=x>"), POST), []);
});

test("what is missing, doubled or plain is said", () => {
  assert.deepEqual(missing("From: a@b.example"), ["list-unsubscribe", "https", "post", "signed", "opaque"]);
  assert.deepEqual(missing(DKIM, LINK, LINK, POST), ["list-unsubscribe", "https"]);
  assert.deepEqual(missing(DKIM, LINK.replace("https", "http"), POST), ["https"]);
  assert.deepEqual(missing(DKIM, LINK, POST, POST), ["post"]);
  assert.deepEqual(missing(DKIM, LINK, POST.replace("One-Click", "Yes")), ["post"]);
  assert.deepEqual(missing(DKIM.replace(" : List-Unsubscribe-Post", ""), LINK, POST), ["signed"]);
  assert.deepEqual(missing(LINK, POST), ["signed"]);
  assert.deepEqual(missing(DKIM, LINK.replace("v1.x", "?to=ida%40posteo.example"), POST), ["opaque"]);
});

test("one of several signatures is enough, and only one that names both", () => {
  const half = "DKIM-Signature: d=a.example; h=list-unsubscribe";
  const other = "DKIM-Signature: d=b.example; h=list-unsubscribe-post";
  assert.deepEqual(missing(half, other, LINK, POST), ["signed"]);
  assert.deepEqual(missing(half, DKIM, other, LINK, POST), []);
});

test("what stands in the body, in a value or behind a thousand fields does not count", () => {
  const all = ["list-unsubscribe", "https", "post", "signed", "opaque"];
  assert.deepEqual(missing("Subject: x", "", DKIM, LINK, POST), all);
  assert.deepEqual(missing(`X-Note: ${LINK}`), all);
  assert.deepEqual(missing(...Array.from({ length: 1_000 }, (_, n) => `X-${n}: y`), DKIM, LINK, POST), all);
});

test("it never throws and always answers all five, whatever is pasted", () => {
  const lines = fc.constantFrom(
    LINK,
    POST,
    DKIM,
    "List-Unsubscribe: <<<>",
    "h=:::",
    ":",
    " folded",
    "",
    "<https://>",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(lines, fc.string({ unit: "binary" }))), (mail) => {
      assert.equal(checkHeaders(mail.join("\r\n")).length, 5);
    }),
  );
  assert.equal(checkHeaders(`List-Unsubscribe: ${"<".repeat(300_000)}`).length, 5);
});
