import assert from "node:assert/strict";
import { test } from "node:test";
import { readEventState } from "./state";

test("what makes no sense in the URL is left out", () => {
  const state = readEventState(new URLSearchParams("kind=<b>&cursor=drop table&trail=x"));
  assert.deepEqual(state, { kind: null, q: "", cursor: null, trail: [] });
});
