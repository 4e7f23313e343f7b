import assert from "node:assert/strict";
import { test } from "node:test";
import { followedHref, withParams } from "./href";

const drawn = new URLSearchParams("reason=bounce&cursor=9.1&at=5");
const link = withParams(drawn, { address: "gone@example.com", at: null });

test("a link followed where it was drawn leads where it says", () => {
  assert.equal(followedHref(link, drawn, drawn), link);
  assert.equal(followedHref(`/suppressions${link}`, drawn, drawn), link);
});

test("a link followed after a search keeps the search, and changes only what it is for", () => {
  const searched = new URLSearchParams("reason=bounce&at=5&q=example.com");
  assert.equal(
    followedHref(link, drawn, searched),
    "?reason=bounce&q=example.com&address=gone%40example.com",
  );
});
