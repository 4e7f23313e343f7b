import assert from "node:assert/strict";
import { test } from "node:test";
import { readView, viewArguments } from "./state";

const view = (query: string) => viewArguments(readView(new URLSearchParams(query)));

test("without a word it is what is open; what makes no sense is left out", () => {
  const open = { state: "open", reason: undefined, q: undefined, cursor: undefined };
  assert.deepEqual(view(""), open);
  assert.deepEqual(view("state=gone&reason=x&cursor=<"), open);
});

test("every state, a reason, a search and a page are read", () => {
  assert.deepEqual(view("state=all&reason=dead-domain&q= shop &cursor=17.-4"), {
    state: undefined,
    reason: "dead-domain",
    q: "shop",
    cursor: "17.-4",
  });
});
