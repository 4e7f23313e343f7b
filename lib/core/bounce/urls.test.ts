import assert from "node:assert/strict";
import test from "node:test";
import { urlsIn } from "./urls";

test("finds pages, once each, without the sentence's own marks", () => {
  const text =
    "550-5.1.1 Learn more at\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser x1-2 - gsmtp; see " +
    "(http://example.org/a_(b)). HTTPS://EXAMPLE.org/c, https://support.google.com/mail/?p=NoSuchUser";
  assert.deepEqual(urlsIn(text), [
    "https://support.google.com/mail/?p=NoSuchUser",
    "http://example.org/a_",
    "HTTPS://EXAMPLE.org/c",
  ]);
});

test("finds no other schemes, and not without end", () => {
  assert.deepEqual(urlsIn("javascript:alert(1) data:text/html,x ftp://example.org www.example.org"), []);
  assert.equal(
    urlsIn(Array.from({ length: 100 }, (_, i) => `https://example.org/${i}`).join(" ")).length,
    20,
  );
});
