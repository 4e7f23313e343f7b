import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { ingest } from "../ingest";
import { addressKey, messageKey } from "../keys";
import { testDatabase } from "../testing";
import { message } from "./message";

const T = Date.UTC(2026, 10, 19, 2, 15, 40);
const IDA = "ida.berg@posteo.example";
const TEXT = "550 5.1.1 The account you wrote to does not exist";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());

const of = (messageId: string) => ({
  address: String(addressKey(IDA)),
  message: String(messageKey("acs", messageId)),
});
const event = (kind: MailEvent["kind"], at: number, more: Partial<MailEvent> = {}): MailEvent => ({
  ...{
    source: "acs",
    route: "webhook",
    messageId: "M-1",
    recipient: IDA,
    kind,
    at,
    sender: "news@club.marlow.example",
  },
  ...{ reply: 0, enhanced: "", category: "unknown" },
  ...more,
});

test("the story of one message: seen by two routes, bounced after delivery, its lease", async () => {
  const bounced = { reply: 550, enhanced: "5.1.1", category: "invalid-recipient" } as const;
  const detail = {
    text: TEXT,
    span: [10, 49] as [number, number],
    rule: "no-such-user",
    hardBounce: false,
    mx: "mx.posteo.example",
  };
  await ingest(
    db,
    [
      event("delayed", T - 44_000, { reply: 451, enhanced: "4.7.1" }),
      event("delivered", T),
      event("hard", T + 21_391_000, { ...bounced, detail }),
      event("opened", T + 60_000),
      event("suppressed", T + 22_000_000, { messageId: "M-2" }),
    ],
    { importId: 0 },
  );
  await ingest(
    db,
    [
      event("hard", T + 21_391_000, {
        ...bounced,
        route: "log",
        messageId: "m-1 ",
        detail: { status: "Bounced" },
      }),
    ],
    { importId: 0 },
  );

  const report = await message(db, of("m-1"));
  assert.deepEqual(
    [report.recipient, report.sender, report.outcome, report.category, report.asynchronous, report.at],
    [IDA, "news@club.marlow.example", "hard", "invalid-recipient", true, T - 44_000],
  );
  assert.deepEqual(
    report.timeline.map(({ kind, sightings }) => [kind, sightings.length]),
    [
      ["delayed", 1],
      ["delivered", 1],
      ["opened", 1],
      ["hard", 2],
    ],
  );
  assert.deepEqual(report.said, { text: TEXT, span: [10, 49], mx: "mx.posteo.example", pages: [] });
  assert.equal(report.reading?.rule, "no-such-user");
  assert.deepEqual([report.reading?.row?.code, report.reading?.row?.agrees], ["5.1.1", true]);
  assert.deepEqual(report.reading?.provider, { hard: false, said: "IsHardBounce = false", agrees: false });
  assert.equal(report.explanation?.code, "5.1.1");
  assert.ok(report.explanation?.advice);
  assert.deepEqual(
    report.lease.map(({ effect, at }) => [effect, at]),
    [["new-cycle", T + 21_391_000]],
  );

  const dropped = await message(db, of("m-2"));
  assert.deepEqual(
    [dropped.outcome, dropped.reading, dropped.explanation, dropped.said],
    ["suppressed", null, null, null],
  );
  assert.deepEqual(
    dropped.lease.map(({ effect, lease }) => [effect, lease?.step]),
    [["step", 1]],
  );
});

test("there is no such message", async () => {
  for (const keys of [
    of("nothing"),
    { address: "", message: "" },
    { address: "9".repeat(19), message: "1" },
    { address: "1; drop", message: "1" },
  ])
    await assert.rejects(
      message(db, keys),
      (error) => error instanceof Refusal && error.code === "not-found",
    );
});
