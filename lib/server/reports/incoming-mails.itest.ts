import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { MOST_COUNTED } from "@/lib/core/bounded-count";
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
  assert.deepEqual([first.answers, first.incidents], [1, { n: 0, more: false }]);
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

test("of very many mails is counted as far as anybody reads, and said that there are more", async (t) => {
  t.after(() => on.db.$executeRaw`delete from incoming_mail where route = 'test'`);
  await on.db.$executeRaw`
    insert into incoming_mail (digest, received_at, route, recipients, size, sender, subject, kind, state, incidents, raw)
    select md5(i::text), ${new Date(NOW - 60_000)}::timestamp, 'test', '{}', 0, '', '', 'complaint', 'taken', 2, ''
    from generate_series(1, ${MOST_COUNTED + 7}) i`;
  const { counts, incidents } = await incomingMails(on.db, {}, NOW);
  assert.deepEqual([counts.taken, counts.noted], [MOST_COUNTED + 1, 61]);
  assert.deepEqual(incidents, { n: 2 * (MOST_COUNTED + 1), more: true });
});

test("one mail is told with its text; no such mail, and a mark that is not ours, are refused", async () => {
  const [row] = (await incomingMails(on.db, { state: "unverified" }, NOW)).rows;
  const { text, subject } = await incomingMail(on.db, { digest: row?.digest ?? "" });
  assert.equal(subject, "unsubscribe");
  assert.match(text, /^From: ida@posteo\.example\r\n/);
  await assert.rejects(incomingMail(on.db, { digest: "0".repeat(64) }), { code: "not-found" });
  await assert.rejects(incomingMails(on.db, { cursor: "1.x" }, NOW), { code: "invalid-input" });
});
