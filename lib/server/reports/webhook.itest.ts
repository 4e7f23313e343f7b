import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import { ingest, quarantine } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import type { PrismaClient } from "@/prisma/generated/client";
import { webhook } from "./webhook";

let db: PrismaClient;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ db, drop } = await testDatabase());
});
afterEach(() => drop());

const NOW = Date.parse("2026-11-23T09:42:00Z");
const HOUR = 3_600_000;
const event = (messageId: string, hoursAgo: number, route: MailEvent["route"] = "webhook"): MailEvent => ({
  source: "acs",
  route,
  messageId,
  recipient: "ida.berg@posteo.example",
  kind: "delivered",
  at: NOW - hoursAgo * HOUR,
  sender: "news@marlow.example",
  reply: 250,
  enhanced: "",
  category: "delivered",
});

test("counts what the live route brought in 24 hours, and nothing else", async () => {
  await ingest(db, [event("a", 1), event("b", 5), event("c", 30)], { importId: 0 });
  await ingest(db, [event("d", 0.5, "log")], { importId: 7 });
  const reject = { line: 1, reason: "Not JSON", raw: "{" };
  await quarantine(db, [reject], { importId: 0, source: "acs" }, new Date(NOW - HOUR));
  await quarantine(db, [reject], { importId: 7, source: "acs" }, new Date(NOW - HOUR));
  assert.deepEqual(await webhook(db, NOW), { lastEvent: NOW - HOUR, accepted: 2, rejected: 1 });
});

test("of an empty log it says so", async () => {
  assert.deepEqual(await webhook(db, NOW), { lastEvent: null, accepted: 0, rejected: 0 });
});
