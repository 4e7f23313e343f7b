import assert from "node:assert/strict";
import { test } from "node:test";
import { withParams } from "@/components/filter/href";
import { newer, older, readEventState } from "./state";

test("going to older pages and back ends where it began", () => {
  const start = new URLSearchParams("kind=hard");
  const second = new URLSearchParams(withParams(start, older(readEventState(start), "30.1")));
  const third = new URLSearchParams(withParams(second, older(readEventState(second), "20.1")));
  assert.equal(readEventState(third).cursor, "20.1");
  const back = new URLSearchParams(withParams(third, newer(readEventState(third))!));
  assert.equal(readEventState(back).cursor, "30.1");
  const first = new URLSearchParams(withParams(back, newer(readEventState(back))!));
  assert.equal(first.toString(), start.toString());
  assert.equal(newer(readEventState(first)), null);
});

test("what makes no sense in the URL is left out", () => {
  const state = readEventState(new URLSearchParams("kind=<b>&cursor=drop table&trail=x"));
  assert.deepEqual(state, { kind: null, q: "", cursor: null, trail: [] });
});
