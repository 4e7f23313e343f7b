import assert from "node:assert/strict";
import { test } from "node:test";
import { returnPathWith } from "@/lib/core/mail-in/return-path";
import { differences, emptied, stateOf } from "@/lib/server/testing-state";
import { verify } from "@/lib/server/verify";
import { handleMail } from "./handle";
import { handleOpenMails } from "./open-mails";
import { makeReturnToken } from "./return-path";
import { arf, dsn } from "./testing-mails";
import {
  ACCEPTED,
  AN_HOUR_LATER,
  accepted,
  DELIVERED,
  HARD,
  MAILBOX,
  NOW,
  ORIGINAL,
  SOFT,
  takingMails,
} from "./testing-take";

// To which delivery a bounce belongs, and what it changes there.

const { under, send, take, outcomes, complaints } = takingMails();

test("a bounce after acceptance corrects the delivery, whichever was known first", async () => {
  const bounce = dsn({ recipient: "Ida@posteo.example" }, { original: ORIGINAL });
  await send(accepted());
  const receipt = await take(bounce);
  assert.deepEqual([receipt.kind, receipt.state, receipt.repeated], ["bounce", "taken", false]);
  assert.deepEqual(await outcomes(), [`ida@posteo.example ${HARD}`]);
  const [quarter] = await under.db.perQuarterAll.findMany();
  assert.deepEqual([quarter?.delivered, quarter?.hard, quarter?.asynchronous], [0, 1, 1]);
  assert.equal((await under.db.lease.findMany()).length, 1);
  const first = await stateOf(under.db);

  await emptied(under.db);
  await under.db.incomingMail.deleteMany();
  const early = await take(bounce);
  assert.deepEqual(
    [early.state, early.reason],
    ["unverified", "No mail with the Message-ID that it names is known."],
  );
  assert.deepEqual(await outcomes(), []);
  await send(accepted());
  await handleMail(under.db, early.digest, NOW);
  assert.deepEqual(differences(await stateOf(under.db), first), []);
  assert.ok((await verify(under.db)).every((check) => check.wrong === 0));
});

test("a mail with a wrong clock counts the same, whichever of the reports on its delivery were known before it", async () => {
  const reports = [
    accepted("ida@posteo.example", { kind: "queued", category: "unknown", at: ACCEPTED - 3_600_000 }),
    accepted(),
  ];
  const wrong = {
    original: { ...ORIGINAL, Date: new Date(ACCEPTED - 7_200_000).toUTCString() },
    date: new Date(ACCEPTED - 1_800_000).toUTCString(),
  };
  const mails = [
    dsn({ recipient: "ida@posteo.example" }, wrong),
    arf({ "Original-Rcpt-To": "ida@posteo.example" }, { ...wrong, date: "Mon, 01 Jun 2020 00:00:00 +0000" }),
  ];
  const states = [];
  for (const known of [reports, reports.toReversed()])
    for (const before of [1, 2]) {
      await emptied(under.db);
      await under.db.suppressionEntry.deleteMany();
      await send(...known.slice(0, before));
      for (const mail of mails) assert.equal((await take(mail)).state, "taken");
      await send(...known.slice(before));
      const [entry] = await under.db.suppressionEntry.findMany();
      states.push({ state: await stateOf(under.db), since: entry?.since });
    }
  for (const { state, since } of states) {
    assert.deepEqual(differences(state, states[0]!.state), []);
    assert.deepEqual(since, states[0]!.since);
  }
});

test("the same mail by two routes counts once", async () => {
  await send(accepted());
  const bounce = dsn({ recipient: "ida@posteo.example" }, { original: ORIGINAL });
  const once = await take(bounce);
  const state = await stateOf(under.db);
  const received = Buffer.concat([
    Buffer.from("Received: from mx.posteo.example by imap.mail.example; Sat, 28 Nov 2026 10:01:00 +0000\r\n"),
    Buffer.from("Delivered-To: bounce@mail.example\n"),
    Buffer.from(bounce.toString().replaceAll("\r\n", "\n")),
  ]);
  const again = await take(received, { route: "imap", recipients: [MAILBOX] });
  assert.deepEqual([again.digest, again.repeated, again.state], [once.digest, true, "taken"]);
  assert.deepEqual(differences(await stateOf(under.db), state), []);
  const [row] = await under.db.incomingMail.findMany();
  assert.deepEqual([row?.route, row?.repeats, row?.recipients], ["http", 1, [MAILBOX]]);
});

test("what names no mail of ours is unverified, and suppresses nothing", async () => {
  await send(accepted());
  const forged = await take(dsn({ recipient: "ida@posteo.example" }));
  assert.deepEqual([forged.kind, forged.state], ["bounce", "unverified"]);
  const another = await take(
    dsn({ recipient: "ida@posteo.example" }, { original: { "Message-ID": "<made-up@mail.example>" } }),
  );
  assert.equal(another.state, "unverified");
  assert.deepEqual(await outcomes(), [`ida@posteo.example ${DELIVERED}`]);
  assert.deepEqual(await under.db.suppressionFact.findMany(), []);
});

test("of a mail to several people only the one who is named is held", async () => {
  await send(accepted("ida@posteo.example"), accepted("jo@posteo.example"), accepted("kim@posteo.example"));
  const several = [
    { recipient: "jo@posteo.example" },
    {
      recipient: "kim@posteo.example",
      status: "4.2.2",
      action: "delayed",
      diagnostic: "452 4.2.2 Mailbox full",
    },
    { recipient: "stranger@posteo.example" },
  ];
  const { digest, reason } = await take(dsn(several, { original: ORIGINAL }));
  assert.equal(reason, "1 of the 3 recipients it names had no such mail from us.");
  const late = await take(
    dsn([{ recipient: "jo@posteo.example" }, { recipient: "lee@posteo.example" }], { original: ORIGINAL }),
  );
  await send(accepted("lee@posteo.example"));
  await handleOpenMails(under.db, AN_HOUR_LATER);
  const rows = await under.db.incomingMail.findMany({ where: { digest: { in: [digest, late.digest] } } });
  assert.deepEqual(
    rows.map(({ state }) => state),
    ["taken", "taken"],
  );
  assert.deepEqual(await outcomes(), [
    `ida@posteo.example ${DELIVERED}`,
    `jo@posteo.example ${HARD}`,
    `kim@posteo.example ${DELIVERED}`,
    `lee@posteo.example ${HARD}`,
  ]);
  const stranger = await take(dsn({ recipient: "who@forward.example" }, { original: ORIGINAL }));
  assert.deepEqual(
    [stranger.state, stranger.reason],
    ["unverified", "It names none of the recipients of that mail."],
  );
});

test("a forwarded mail is found by the address that was mailed, or as the only one of its Message-ID", async () => {
  await send(accepted("ida@posteo.example"), accepted("jo@posteo.example"));
  const bounce = { recipient: "ida@posteo.example", finalRecipient: "ida@elsewhere.example" };
  assert.equal((await take(dsn(bounce, { original: ORIGINAL }))).state, "taken");
  const alone = { "Message-ID": "<winter-1@mail.example>" };
  await send(
    accepted("kim@posteo.example", {
      messageId: "op-2",
      detail: { internetMessageId: "winter-1@mail.example" },
    }),
  );
  const early = await take(
    dsn({ recipient: "kim@elsewhere.example", status: "4.4.7", diagnostic: "" }, { original: alone }),
  );
  assert.equal(early.state, "unverified", "others of its recipients may not be known yet");
  await handleOpenMails(under.db, AN_HOUR_LATER);
  assert.deepEqual(await outcomes(), [
    `ida@posteo.example ${HARD}`,
    `jo@posteo.example ${DELIVERED}`,
    `kim@posteo.example ${SOFT}`,
  ]);
});

test("a return path that names its recipient (VERP) tells which of a Message-ID's deliveries; without one it proves nothing", async () => {
  await send(accepted("ida@posteo.example"), accepted("jo@posteo.example"), accepted("kim@posteo.example"));
  const verp = (name: string) => `bounce+${name}=posteo.example@mail.example`;
  const forwarded = { recipient: "someone@forward.example" };
  const alone = await take(dsn(forwarded), { recipients: [verp("jo")] });
  assert.equal(alone.state, "unverified");
  await take(dsn(forwarded, { original: ORIGINAL }), { recipients: [verp("jo")] });
  await take(dsn(forwarded, { original: ORIGINAL, to: verp("ida") }));
  assert.deepEqual(await outcomes(), [
    `ida@posteo.example ${HARD}`,
    `jo@posteo.example ${HARD}`,
    `kim@posteo.example ${DELIVERED}`,
  ]);
  const withheld = {
    "Original-Mail-From": `<${verp("kim")}>`,
    "Original-Rcpt-To": "hashed@redacted.invalid",
  };
  assert.equal((await take(arf(withheld))).state, "unverified");
  assert.equal((await take(arf(withheld, { original: ORIGINAL }))).state, "taken");
  assert.deepEqual(await complaints(), ["kim@posteo.example complaint"]);
});

test("a signed return path leads to the delivery without any Message-ID; a forged or old one to nothing", async () => {
  await send(accepted("ida@posteo.example"), accepted("jo@posteo.example"));
  const mail = { source: "acs", messageId: "op-1", recipient: "ida@posteo.example" };
  const token = makeReturnToken(mail, NOW);
  const failed = dsn({ recipient: "someone@forward.example" });
  assert.equal((await take(failed, { recipients: [returnPathWith(token, MAILBOX)] })).state, "taken");
  assert.deepEqual(await outcomes(), [`ida@posteo.example ${HARD}`, `jo@posteo.example ${DELIVERED}`]);

  const tampered = `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`;
  const original = { ...ORIGINAL, "X-Repute-Delivery": tampered };
  const forged = await take(dsn({ recipient: "jo@posteo.example" }, { original }));
  assert.deepEqual(
    [forged.state, forged.reason],
    ["unverified", "The signature in its return path is not ours."],
  );
  const old = makeReturnToken({ ...mail, recipient: "jo@posteo.example" }, new Date("2026-08-01T00:00:00Z"));
  const late = await take(dsn({ recipient: "jo@posteo.example" }, { to: returnPathWith(old, MAILBOX) }));
  assert.deepEqual([late.state, late.reason], ["unverified", "The return path that it came by is too old."]);
  assert.deepEqual(await outcomes(), [`ida@posteo.example ${HARD}`, `jo@posteo.example ${DELIVERED}`]);
});

test("a clock that is wrong moves no delivery: not before the mail was sent, not after the report came", async () => {
  await send(accepted());
  const sent = ACCEPTED - 60_000;
  const original = { ...ORIGINAL, Date: new Date(sent).toUTCString() };
  const wrong = { original, date: "Mon, 01 Jun 2020 00:00:00 +0000" };
  await take(dsn({ recipient: "ida@posteo.example" }, wrong));
  const ahead = { original: ORIGINAL, date: "Mon, 01 Jun 2099 00:00:00 +0000" };
  await take(dsn({ recipient: "ida@posteo.example", status: "4.2.2", diagnostic: "452 4.2.2 full" }, ahead));
  const rows = await under.db.event.findMany({ where: { route: 3 }, orderBy: { at: "asc" } });
  assert.deepEqual(
    rows.map(({ at }) => at.getTime()),
    [sent, NOW.getTime()],
  );
  const [delivery] = await under.db.delivery.findMany();
  assert.deepEqual([delivery?.at, delivery?.deliveredAt], [new Date(ACCEPTED), new Date(ACCEPTED)]);
});
