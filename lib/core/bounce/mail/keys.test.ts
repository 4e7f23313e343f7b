import assert from "node:assert/strict";
import test from "node:test";
import { unwrapReturnPath, verpRecipient } from "./keys";
import { readMail } from "./read";
import { dsn, plain } from "./testing-mails";

const unwrapped: [written: string, address: string][] = [
  ["bounces@shop.example", "bounces@shop.example"],
  ["prvs=1234ABCDEF=bounces@shop.example", "bounces@shop.example"],
  ["SRS0=HHH=TT=shop.example=bounces@forward.example", "bounces@shop.example"],
  ["SRS0+HHH=TT=shop.example=bounces+a@forward.example", "bounces+a@shop.example"],
  ["SRS1=GGG=first.example==HHH=TT=shop.example=bounces@second.example", "bounces@shop.example"],
];
for (const [written, address] of unwrapped)
  test(written, () => {
    assert.equal(unwrapReturnPath(written), address);
  });

const verps: [returnPath: string, recipient: string][] = [
  ["bounce+ida=posteo.example@shop.example", "ida@posteo.example"],
  ["bounces-5899542-1206365-ida=posteo.example@shop.example", "ida@posteo.example"],
  ["news-return-12-ida.may=posteo.example@shop.example", "ida.may@posteo.example"],
  ["bounces@shop.example", ""],
  ["bounce+a1b2c3@shop.example", ""],
];
for (const [returnPath, recipient] of verps)
  test(`VERP ${returnPath}`, () => {
    assert.equal(verpRecipient(returnPath), recipient);
  });

const token = `v1.AbC-.${"p".repeat(28)}.${"m".repeat(24)}`;

test("a report has the keys of the mail that came back", () => {
  const mail = dsn(
    "MAILER-DAEMON@mx.example",
    "Failed",
    ["Failed."],
    [["Final-Recipient: rfc822; ida@posteo.example", "Action: failed", "Status: 5.1.1"]],
  )
    .replace("Reporting-MTA", "Original-Envelope-Id: send+2B17\r\nReporting-MTA")
    .replace("Subject: Spring", `List-Unsubscribe: <https://shop.example/u/${token}>\r\nSubject: Spring`)
    .replace("To: bounces@shop.example", "To: <prvs=1234ABCDEF=bounce+ida=posteo.example@shop.example>");
  assert.deepEqual(readMail(mail).keys, {
    messageId: "m-1.spring@shop.example",
    sentAt: Date.UTC(2026, 2, 3, 10),
    envelopeId: "send+17",
    returnPath: "bounce+ida=posteo.example@shop.example",
    verp: "ida@posteo.example",
    ourToken: token,
  });
});

test("a mail to the unsubscribe address carries our token; an answer the Message-ID", () => {
  const asked = readMail(
    `From: ida@posteo.example\r\nTo: unsubscribe+${token}@shop.example\r\nSubject: unsubscribe\r\n\r\n`,
  );
  assert.deepEqual([asked.kind, asked.keys.ourToken], ["unsubscribe", token]);
  const away = readMail(
    plain("ida@posteo.example", "Automatic reply: news", ["Away."], ["In-Reply-To: <m-1@shop.example>"]),
  );
  assert.deepEqual([away.kind, away.keys.messageId], ["auto-reply", "m-1@shop.example"]);
});

test("without any other name the return path says who failed", () => {
  const reading = readMail(
    "From: MAILER-DAEMON@mx.example\r\nTo: bounce+ida=posteo.example@shop.example\r\nSubject: failure\r\n\r\nThe mailbox is full.",
  );
  assert.equal(reading.kind === "bounce" && reading.recipients[0]?.recipient, "ida@posteo.example");
});
