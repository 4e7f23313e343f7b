import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { sharedFile } from "@/lib/testing-shared";
import { WrongCall } from "../io";
import * as lease from "./lease";
import { call, objects } from "./testing-io";

const story = {
  name: "story",
  events: [
    { id: "e1", at: "2026-01-05T00:00:00Z", type: "bounce" },
    { id: "e2", at: "2026-01-05T10:00:00Z", type: "send", message: "m1" },
    { id: "e3", at: "2026-01-05T09:59:00Z", type: "platformDrop", message: "m1" },
  ],
};

test("decisions by event, checks by time", async () => {
  const input = JSON.stringify({ ...story, ats: ["2026-01-05T11:00:00+01:00", "2026-01-07T10:00:00Z"] });
  const { code, out } = await call(lease, ["--jsonl"], { input });
  assert.equal(code, 0);
  assert.deepEqual(objects(out), [
    {
      name: "story",
      decisions: { e2: "suppressed", e3: "suppressed" },
      checks: [
        {
          at: "2026-01-05T11:00:00+01:00",
          suppressed: true,
          step: 1,
          until: "2026-01-07T10:00:00.000Z",
          cycleStart: "2026-01-05T00:00:00.000Z",
        },
        { at: "2026-01-07T10:00:00Z", suppressed: false },
      ],
    },
  ]);
});

test("the worked cases come out as they went in", async (t) => {
  const file = sharedFile(t, "spec/suppression-lease-vectors.json");
  if (!file) return;
  const { vectors } = JSON.parse(readFileSync(file, "utf8"));
  const input = vectors.map((vector: object) => JSON.stringify(vector)).join("\n");
  const { code, out } = await call(lease, ["--jsonl"], { input });
  assert.equal(code, 0);
  assert.deepEqual(
    objects(out),
    vectors.map(({ name, decisions, checks }: Record<string, unknown>) => ({ name, decisions, checks })),
  );
});

test("a case that is none is named", async () => {
  const bad = { ...story, events: [{ id: "e1", at: "yesterday", type: "bounce" }] };
  const { code, out, err } = await call(lease, ["--jsonl"], {
    input: `${JSON.stringify(bad)}\n${JSON.stringify(story)}`,
  });
  assert.equal(code, 1);
  assert.match(err, /^line 1: events\.0\.at: /);
  assert.equal(objects(out).length, 1);
});

test("it reads cases only", async () => {
  await assert.rejects(call(lease, []), WrongCall);
});
