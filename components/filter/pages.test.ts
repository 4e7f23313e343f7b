import assert from "node:assert/strict";
import { test } from "node:test";
import { withParams } from "./href";
import { following, preceding, readPlace } from "./pages";

test("going to the next pages and back ends where it began", () => {
  const start = new URLSearchParams("kind=hard");
  const second = new URLSearchParams(withParams(start, following(readPlace(start), "30.1")));
  const third = new URLSearchParams(withParams(second, following(readPlace(second), "20.1")));
  assert.equal(readPlace(third).cursor, "20.1");
  const back = new URLSearchParams(withParams(third, preceding(readPlace(third))!));
  assert.equal(readPlace(back).cursor, "30.1");
  const first = new URLSearchParams(withParams(back, preceding(readPlace(back))!));
  assert.equal(first.toString(), start.toString());
  assert.equal(preceding(readPlace(first)), null);
});

test("what makes no sense is the first page", () => {
  assert.deepEqual(readPlace(new URLSearchParams("cursor=drop table&trail=x")), { cursor: null, trail: [] });
});
