import assert from "node:assert/strict";
import { before, test } from "node:test";
import { leavingTo, outwardLink } from "./leave";

before(() => {
  process.env.REPUTE_SECRET = "x".repeat(40);
});

const proofIn = (href: string) => new URL(href, "https://repute.example").searchParams.get("proof") ?? "";

test("the page that asks opens what a bounce pointed to, and nothing else", () => {
  const url = "https://support.google.com/mail?p=NoSuchUser&a=1";
  const { href } = outwardLink(url);
  const asked = new URL(href, "https://repute.example");
  assert.equal(asked.pathname, "/bounces/leave");
  const proof = proofIn(href);
  assert.equal(leavingTo(asked.searchParams.get("to")!, proof), url);
  assert.equal(leavingTo("https://evil.example/", proof), null);
  assert.equal(leavingTo(url, ""), null);
  assert.equal(leavingTo(url, `${proof}A`), null);
  assert.equal(leavingTo("", ""), null);
});

test("a proof of what may not be offered opens nothing", () => {
  for (const url of ["javascript:alert(1)", "https://user@example.org/", "https://127.0.0.1/"])
    assert.equal(leavingTo(url, proofIn(outwardLink(url).href)), null);
});

test("a proof is worth nothing under another secret", () => {
  const proof = proofIn(outwardLink("https://example.org/").href);
  process.env.REPUTE_SECRET = "y".repeat(40);
  assert.equal(leavingTo("https://example.org/", proof), null);
});
