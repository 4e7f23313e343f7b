import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import type { MailKind } from "@/lib/core/mail-in/kind";
import { testDatabase } from "@/lib/server/testing";
import { sharedFile } from "@/lib/testing-shared";
import { takeMail } from "./take";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  process.env.REPUTE_SECRET = "a secret of at least 32 characters, for tests";
  on = await testDatabase();
});
after(() => on.drop());

/** What the published mails are where their name alone does not say; every other of `dsn` is a bounce, of `arf` a complaint. */
const KINDS: Record<string, MailKind> = {
  "action-deliverable-2.1.5-not-a-bounce.eml": "delivery-notice",
  "delayed-status-with-comment-mixed-case.eml": "delayed",
  "outlook-delayed-4.4.7.eml": "delayed",
  "not-a-bounce-01.eml": "other",
  "vacation-autoreply-not-a-bounce.eml": "auto-reply",
  "auth-failure-dmarc.eml": "failure-report",
  "icloud-mailto-list-unsubscribe.eml": "unsubscribe",
};

for (const [folder, usual] of [
  ["dsn", "bounce"],
  ["arf", "complaint"],
] as const)
  test(`the published mails of ${folder} are read as their page says, and hold nobody: none is about a mail of ours`, async (t) => {
    const from = sharedFile(t, `fixtures/${folder}`);
    if (!from) return;
    const names = readdirSync(from).filter((name) => name.endsWith(".eml"));
    assert.ok(names.length > 10);
    const wrong: string[] = [];
    for (const name of names) {
      const raw = readFileSync(path.join(from, name));
      const { kind, state } = await takeMail(on.db, { raw, route: "http", recipients: [] }, new Date());
      // Reports of failures are about no mail of ours: they are taken as what they are.
      const held = state === "taken" && kind !== "failure-report";
      if (kind !== (KINDS[name] ?? usual) || held || state === "quarantined")
        wrong.push(`${name}: ${kind}, ${state}`);
    }
    assert.deepEqual(wrong, []);
    assert.equal(await on.db.suppressionFact.count(), 0);
    assert.equal(await on.db.suppressionEntry.count(), 0);
  });
