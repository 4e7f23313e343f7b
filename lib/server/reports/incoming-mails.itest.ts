import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { takeMail } from "@/lib/server/mail-in/take";
import { letter } from "@/lib/server/mail-in/testing-mails";
import { testDatabase } from "@/lib/server/testing";
import { incomingMail, incomingMails } from "./incoming-mails";

const NOW = Date.parse("2026-11-28T12:00:00Z");
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
  const come = (subject: string, at: number, more: Record<string, string> = {}) =>
    takeMail(
      on.db,
      { raw: letter({ Subject: subject, ...more }), route: "http", recipients: [] },
      new Date(at),
    );
  // Sixty at one instant, so that only the digest tells where a page ends.
  for (let i = 0; i < 60; i++) await come(`mail ${i}`, NOW - 1_000);
  await come("unsubscribe", NOW - 2_000);
  await come("away", NOW - 1_000, { "Auto-Submitted": "auto-replied" });
  await come("too old to be listed", NOW - 31 * 86_400_000);
});
after(() => on.drop());

test("pages hold each mail of thirty days once, newest first; a state is counted and asked for apart", async () => {
  const first = await incomingMails(on.db, {}, NOW);
  assert.deepEqual(first.counts, { new: 0, taken: 0, noted: 61, unverified: 1, quarantined: 0 });
  assert.equal(first.answers, 1);
  const second = await incomingMails(on.db, { cursor: first.next ?? "" }, NOW);
  assert.deepEqual([first.rows.length, second.rows.length, second.next], [50, 12, null]);
  const all = [...first.rows, ...second.rows];
  assert.equal(new Set(all.map(({ digest }) => digest)).size, 62);
  assert.equal(all.at(-1)?.subject, "unsubscribe");
  const { rows } = await incomingMails(on.db, { state: "unverified" }, NOW);
  assert.deepEqual(
    rows.map(({ subject, kind }) => [subject, kind]),
    [["unsubscribe", "unsubscribe"]],
  );
});

test("one mail is told with its text; no such mail, and a mark that is not ours, are refused", async () => {
  const [row] = (await incomingMails(on.db, { state: "unverified" }, NOW)).rows;
  const { text, subject } = await incomingMail(on.db, { digest: row?.digest ?? "" });
  assert.equal(subject, "unsubscribe");
  assert.match(text, /^From: ida@posteo\.example\r\n/);
  await assert.rejects(incomingMail(on.db, { digest: "0".repeat(64) }), { code: "not-found" });
  await assert.rejects(incomingMails(on.db, { cursor: "1.x" }, NOW), { code: "invalid-input" });
});
