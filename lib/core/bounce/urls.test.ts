import assert from "node:assert/strict";
import test from "node:test";
import { checkedUrl, urlsIn } from "./urls";

test("finds pages, once each, without the sentence's own marks", () => {
  const text =
    "550-5.1.1 Learn more at\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser x1-2 - gsmtp; see " +
    "(http://example.org/a_(b)). HTTPS://EXAMPLE.org/c, https://support.google.com/mail/?p=NoSuchUser";
  assert.deepEqual(urlsIn(text), [
    "https://support.google.com/mail/?p=NoSuchUser",
    "http://example.org/a_",
    "https://example.org/c",
  ]);
});

test("finds no other schemes, and not without end", () => {
  assert.deepEqual(urlsIn("javascript:alert(1) data:text/html,x ftp://example.org www.example.org"), []);
  assert.equal(
    urlsIn(Array.from({ length: 100 }, (_, i) => `https://example.org/${i}`).join(" ")).length,
    20,
  );
});

test("offers nothing that deceives or leads inside", () => {
  for (const refused of [
    "https://support.google.com@evil.example/mail",
    "https://user:secret@example.org/",
    "https://example.org/a\u202egnp.exe",
    "https://exam\u200bple.org/",
    "https://example.org/\u0007",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://localhost/",
    "https://router.local/",
    "https://intranet/",
    "https://metadata.google.internal/",
    "https://",
    "https://exa mple.org/",
    "javascript:alert(1)",
    "//example.org/",
    `https://example.org/${"a".repeat(1_000)}`,
    `https://example.org/${"é".repeat(400)}`,
  ])
    assert.equal(checkedUrl(refused), null, refused);
});

test("shows a host of foreign letters in ASCII", () => {
  assert.equal(checkedUrl("https://gооgle.com/mail"), "https://xn--ggle-55da.com/mail");
  assert.equal(checkedUrl("https://bücher.example/Ü"), "https://xn--bcher-kva.example/%C3%9C");
});

test("a hostile text of 100 KB is read in linear time", () => {
  for (const part of [
    "http://",
    "https://a.b?",
    "://",
    ".",
    "https://example.org/.,;:!?",
    "http://[",
    "。",
  ]) {
    const start = process.cpuUsage();
    urlsIn(`https://example.org/${part.repeat(Math.ceil(100_000 / part.length))}x`);
    const { user } = process.cpuUsage(start);
    assert.ok(user < 500_000, `${part}: ${user} µs`);
  }
});
