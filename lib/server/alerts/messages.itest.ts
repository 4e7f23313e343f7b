import assert from "node:assert/strict";
import { test } from "node:test";
import PostalMime from "postal-mime";
import { alerts } from "../reports/alerts";
import { createChannel, testChannel } from "./channels";
import { writeDigests } from "./digest";
import { digestAfter } from "./digest-time";
import { actOn } from "./incidents";
import { sendMessages } from "./messages";
import { createRule } from "./rules";
import { ADA, alertsUnderTest, at, DAY, hard, MINUTE, NOW } from "./testing-alerts";
import { watchAlerts } from "./watch";

// Who is told, when, and what becomes of it where a receiver or a process fails.

const { under, mails, slack, webhook, email, disaster } = alertsUnderTest();

test("a receiver that fails is tried again later under the same id, and its trouble is shown", async () => {
  await disaster();
  const { id } = await createChannel(under.db, { channel: webhook() }, ADA, at(NOW));
  await createRule(under.db, hard([id]), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  under.web.answer(503);
  await sendMessages(under.db, at(NOW));
  await sendMessages(under.db, at(NOW + MINUTE - 1));
  assert.equal(under.web.received.length, 1, "not before the pause is over");
  assert.deepEqual((await alerts(under.db, NOW)).channels[0]?.last, {
    ...{ at: NOW, error: "The receiver answered 503.", sent: false },
  });
  under.web.answer(204);
  await sendMessages(under.db, at(NOW + 2 * MINUTE));
  await sendMessages(under.db, at(NOW + 9 * MINUTE));
  assert.deepEqual(
    under.web.received.map(({ headers }) => headers["webhook-id"]),
    Array(2).fill(under.web.received[0]?.headers["webhook-id"]),
  );
  assert.equal((await alerts(under.db, NOW)).channels[0]?.last?.sent, true);
});

test("a message of a process that died is sent by another after five minutes", async () => {
  await disaster();
  const { id } = await createChannel(under.db, { channel: webhook() }, ADA, at(NOW));
  await createRule(under.db, hard([id]), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  const dies = { mail: () => Promise.reject(), post: () => new Promise<never>(() => {}) };
  sendMessages(under.db, at(NOW), dies);
  await assert.doesNotReject(async () => {
    while ((await under.db.alertMessage.count({ where: { attempts: 1 } })) === 0);
  });
  await sendMessages(under.db, at(NOW + MINUTE));
  assert.equal(under.web.received.length, 0);
  await sendMessages(under.db, at(NOW + 6 * MINUTE));
  assert.equal(under.web.received.length, 1);
});

test("quiet hours hold messages back until they are over; a test is sent at once", async () => {
  await disaster();
  const { id } = await createChannel(
    under.db,
    { channel: webhook({ quiet: { from: "09:00", to: "11:00" } }) },
    ADA,
    at(NOW),
  );
  await createRule(under.db, hard([id]), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  await sendMessages(under.db, at(NOW + 39 * MINUTE));
  assert.equal(under.web.received.length, 0);
  assert.equal(await testChannel(under.db, id, ADA, at(NOW)), "");
  assert.equal(under.web.received.length, 1);
  await sendMessages(under.db, at(NOW + 40 * MINUTE));
  assert.equal(under.web.received.length, 2);
  under.web.answer(500);
  assert.equal(await testChannel(under.db, id, ADA, at(NOW)), "The receiver answered 500.");
});

test("a daily digest comes once, at 7 in the organisation's zone, with the figures and their picture", async () => {
  await mails("delivered", 190, NOW - DAY);
  await mails("hard", 10, NOW - DAY);
  for (const channel of [
    email({ digest: "daily" }),
    slack({ digest: "daily" }),
    webhook({ digest: "daily" }),
  ])
    await createChannel(under.db, { channel }, ADA, at(NOW));
  await writeDigests(under.db, at(Date.UTC(2026, 10, 19, 6, 59)));
  assert.equal(await under.db.alertMessage.count(), 0);
  const seven = Date.UTC(2026, 10, 18, 7) + DAY;
  await mails("delivered", 90, NOW);
  await mails("hard", 10, NOW);
  await Promise.all([writeDigests(under.db, at(seven)), writeDigests(under.db, at(seven))]);
  await sendMessages(under.db, at(seven));
  assert.equal(under.mail.mails.length, 1);
  const read = await PostalMime.parse(under.mail.mails[0]!);
  assert.equal(read.subject, "Your mail on 2026-11-18");
  assert.ok(read.text?.includes("Hard bounces 10.00% (10 of 100)"), read.text);
  const png = Buffer.from(read.attachments[0]?.content as ArrayBuffer);
  assert.deepEqual(
    [...png.subarray(1, 4)],
    [..."PNG"].map((char) => char.charCodeAt(0)),
  );
  assert.equal(png.readUInt32BE(16), 1_120, "twice the width it is shown at");
  assert.match(read.html ?? "", /alt="Failures over sent, the last 28 days/);
  const [told, posted] = under.web.received.map(({ body }) => JSON.parse(body));
  // Slack takes no picture this way: it gets the days as letters, those without mail as gaps.
  assert.match(told.text, /Failures over sent.*: ·{26}▅█/);
  assert.doesNotMatch(told.text, /picture/i);
  assert.deepEqual(Buffer.from(posted.data.picture.png, "base64"), png);
});

test("a digest is due at 7 by the clock also on the day on which the clocks change", () => {
  const on = (day: number) => digestAfter("daily", "Europe/Berlin", Date.UTC(2026, 2, day, 12)).toISOString();
  assert.deepEqual([on(27), on(28)], ["2026-03-28T06:00:00.000Z", "2026-03-29T05:00:00.000Z"]);
});

test("who was told that it began is told that somebody resolved it", async () => {
  await disaster();
  const { id } = await createChannel(under.db, { channel: slack() }, ADA, at(NOW));
  await createRule(under.db, hard([id]), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  const [open] = (await alerts(under.db, NOW)).open;
  await actOn(under.db, open!.id, { act: "resolve", text: "The list is out." }, ADA, at(NOW + MINUTE));
  await sendMessages(under.db, at(NOW + 2 * MINUTE));
  assert.equal(under.web.received.length, 2);
  assert.match(
    under.web.received[1]!.body,
    /Resolved: Hard bounces by sender.*ada@marlow\.example resolved it.*The list is out/,
  );
});
