import assert from "node:assert/strict";
import { test } from "node:test";
import { eraseRecipient } from "@/lib/server/erase";
import { forgetMails } from "@/lib/server/retention-steps";
import { handleOpenMails } from "./open-mails";
import { readAgain } from "./read-again";
import { dsn, letter } from "./testing-mails";
import { accepted, NOW, ORIGINAL, takingMails } from "./testing-take";

// What is kept of a mail, and for how long; what could not be dealt with at once.

const { under, send, take } = takingMails();

test("bombs are kept in quarantine with the reason, and stop nothing", async () => {
  const parts = Array.from({ length: 100_000 }, () => "--b\r\n\r\nx").join("\r\n");
  const bombs: [string, Buffer, RegExp][] = [
    [
      "a hundred thousand parts",
      letter({ "Content-Type": "multipart/mixed; boundary=b" }, parts),
      /60 parts/,
    ],
    ["a thousand levels", nested(1_000), /nested too deep/],
    [
      "a header of ten thousand fields",
      Buffer.from(`${"X-A".concat(": 1\r\n")}${fields(10_000)}\r\nHi`),
      /500 fields/,
    ],
    ["no header", Buffer.from("\u0000\u0001\u0002 not a mail"), /no header/],
    ["nothing", Buffer.from("\r\n \r\n"), /empty/],
  ];
  for (const [name, bomb, reason] of bombs) {
    const receipt = await take(bomb);
    assert.deepEqual([receipt.kind, receipt.state], ["unreadable", "quarantined"], name);
    assert.match(receipt.reason, reason, name);
    const row = await under.db.incomingMail.findUniqueOrThrow({ where: { digest: receipt.digest } });
    assert.deepEqual(Buffer.from(row.raw), bomb, name);
  }
  await assert.rejects(take(Buffer.alloc(10_000_001, "a")), /larger than 10,000,000 bytes/);
});

const fields = (count: number) => Array.from({ length: count }, (_, i) => `X-${i}: 1\r\n`).join("");

function nested(levels: number): Buffer {
  const lines = ["From: a@b.example", "Content-Type: multipart/mixed; boundary=b0", ""];
  for (let i = 0; i < levels; i++)
    lines.push(`--b${i}`, `Content-Type: multipart/mixed; boundary=b${i + 1}`, "");
  return Buffer.from(lines.join("\r\n"));
}

test("the raw mail is kept for the retention, and emptied when the person it names is erased", async () => {
  const named = dsn({ recipient: "Ida@posteo.example" });
  await take(named);
  await take(letter({ Subject: "Automatic reply: hello", "Auto-Submitted": "auto-replied" }, "I am away."));
  await take(letter({ From: "jo@posteo.example", Subject: "Hello" }));
  await eraseRecipient(under.db, "ida@posteo.example", "admin", NOW);
  const rows = await under.db.incomingMail.findMany({ orderBy: { sender: "asc" } });
  assert.deepEqual(
    rows.map(({ sender, raw, state }) => [sender, raw.length > 0, state]),
    [
      ["", false, "noted"],
      ["", false, "noted"],
      ["jo@posteo.example", true, "noted"],
    ],
  );
  await forgetMails(under.db, 90, new Date(NOW.getTime() + 91 * 86_400_000));
  assert.equal(await under.db.incomingMail.count(), 0);
});

test("the background deals with what a process has kept and died at, and finds deliveries that became known since", async () => {
  const bounce = dsn({ recipient: "ida@posteo.example" }, { original: ORIGINAL });
  const { digest } = await take(bounce);
  const row = async () => under.db.incomingMail.findUniqueOrThrow({ where: { digest } });
  const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
  await send(accepted());
  await handleOpenMails(under.db, minutes(1));
  assert.equal((await row()).state, "unverified");
  await handleOpenMails(under.db, minutes(3));
  assert.equal((await row()).state, "taken");

  await under.db.incomingMail.update({ where: { digest }, data: { state: "new", handledAt: null } });
  await handleOpenMails(under.db, minutes(2));
  assert.equal((await row()).state, "taken");
  const never = await take(dsn({ recipient: "jo@posteo.example" }));
  await under.db.incomingMail.update({
    where: { digest: never.digest },
    data: { receivedAt: minutes(-8 * 24 * 60) },
  });
  await handleOpenMails(under.db, minutes(60 * 24 * 30));
  const left = await under.db.incomingMail.findUniqueOrThrow({ where: { digest: never.digest } });
  assert.equal(left.handledAt?.getTime(), NOW.getTime());
});

test("a mail that was set aside is read again when somebody asks, once; what was taken in, or is erased, is not", async () => {
  await send(accepted());
  const bounce = dsn({ recipient: "ida@posteo.example" }, { original: ORIGINAL });
  const { digest } = await take(bounce);
  const again = () => readAgain(under.db, digest, "ada@marlow.example", NOW);
  const row = async () => under.db.incomingMail.findUniqueOrThrow({ where: { digest } });
  await assert.rejects(again(), { code: "conflict" });
  // As if it had been beyond the reader before an upgrade, and its bounce unknown.
  await under.db.incomingMail.update({
    where: { digest },
    data: { state: "quarantined", kind: "unreadable" },
  });
  assert.equal((await again()).state, "taken");
  assert.deepEqual([(await row()).kind, (await row()).state], ["bounce", "taken"]);
  const [entry] = await under.db.auditEntry.findMany({ where: { action: "mail.read-again" } });
  assert.deepEqual([entry?.actor, entry?.subject], ["ada@marlow.example", digest]);
  await under.db.incomingMail.update({ where: { digest }, data: { state: "noted", raw: Buffer.alloc(0) } });
  await assert.rejects(again(), { code: "conflict", message: /not kept any more/ });
  await assert.rejects(readAgain(under.db, "0".repeat(64), "ada@marlow.example", NOW), { code: "not-found" });
});
