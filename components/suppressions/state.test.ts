import assert from "node:assert/strict";
import { test } from "node:test";
import { isNarrowed, listArguments, readState } from "./state";

const read = (query: string) => readState(new URLSearchParams(query));

test("the URL is the whole state", () => {
  assert.deepEqual(
    read(
      "q=posteo&reason=bounce&step=3&ends=day&scope=news.example&address=a%40b.example&at=2026-11-20T09:02:00Z",
    ),
    {
      q: "posteo",
      reason: "bounce",
      step: 2,
      ends: "day",
      scope: null,
      sender: "news.example",
      cursor: null,
      trail: [],
      page: 1,
      address: "a@b.example",
      at: Date.parse("2026-11-20T09:02:00Z"),
    },
  );
});

test("what makes no sense is left out", () => {
  const state = read("reason=love&step=9&ends=never%20ever&scope=%40&page=7&at=soon&address=");
  assert.deepEqual(state, {
    q: "",
    reason: null,
    step: null,
    ends: null,
    scope: null,
    sender: null,
    cursor: null,
    trail: [],
    page: 1,
    address: null,
    at: null,
  });
  assert.equal(isNarrowed(state), false);
  assert.deepEqual(Object.values(listArguments(state)).filter(Boolean), []);
});
