import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { sharedFile } from "@/lib/testing-shared";
import { readMail } from "./read";
import type { MailReading } from "./reading";
import { dsn, MAILS, plain } from "./testing-mails";

const recipientsOf = (reading: MailReading) => ("recipients" in reading ? reading.recipients : []);

for (const { of, mail, is, to = [] } of MAILS)
  test(of, () => {
    const reading = readMail(Buffer.from(mail));
    assert.equal(reading.kind, is);
    const recipients = recipientsOf(reading);
    assert.equal(recipients.length, to.length, recipients.map(({ recipient }) => recipient).join());
    for (const [i, wanted] of to.entries()) {
      const [address, enhanced, category] = wanted.split(" ");
      const found = recipients[i];
      assert.equal(found?.recipient, address);
      if (enhanced) assert.equal(found?.reading.enhanced, enhanced);
      if (category) assert.equal(found?.reading.category, category, found?.reading.rule);
    }
  });

test("what the reporter puts beside its status code says why an address is unknown", () => {
  const block = (status: string) => [
    "Final-Recipient: rfc822;ida@posteo.example",
    "Action: failed",
    `Status: ${status}`,
    "Diagnostic-Code: smtp;550 5.2.1 <ida@posteo.example>... User Unknown",
  ];
  const categoryOf = (status: string) => {
    const mail = dsn("MAILER-DAEMON@mx.example", "Delivery report", ["Not delivered."], [block(status)]);
    return recipientsOf(readMail(mail))[0]?.reading.category;
  };
  assert.equal(categoryOf("5.2.1 (account disabled)"), "mailbox-disabled");
  assert.equal(categoryOf("5.2.1 (mailbox full)"), "invalid-recipient");
  assert.equal(categoryOf("5.2.1"), "invalid-recipient");
});

test("the address that the header calls bounced comes first", () => {
  const body = [
    "<ida@posteo.example>:",
    "No such user here.",
    "",
    "<jo@posteo.example>:",
    "Mailbox is full.",
  ];
  const read = (fields: string[]) =>
    recipientsOf(readMail(plain("MAILER-DAEMON@mx.example", "failure notice", body, fields)));
  const order = (fields: string[]) => read(fields).map(({ recipient }) => recipient);
  assert.deepEqual(order([]), ["ida@posteo.example", "jo@posteo.example"]);
  const fields = ["X-Bounced-Address: <jo@posteo.example>"];
  assert.deepEqual(order(fields), ["jo@posteo.example", "ida@posteo.example"]);
  assert.equal(read(fields)[0]?.reading.category, "mailbox-full");
});

test("the span is a part of the text", () => {
  const [first] = recipientsOf(
    readMail(plain("MAILER-DAEMON@mx.example", "failure", ["<ida@posteo.example>: mailbox is full"])),
  );
  const [start, end] = first?.reading.span ?? [0, 0];
  assert.equal(first?.text.slice(start, end), "mailbox is full");
});

test("the last hop and the server that replied are told", () => {
  const [first] = recipientsOf(
    readMail(
      dsn(
        "MAILER-DAEMON@mx.example",
        "Failed",
        ["Failed."],
        [
          [
            "Original-Recipient: rfc822;ida@posteo.example",
            "Final-Recipient: rfc822;forward@other.example",
            "Action: failed",
            "Status: 5.1.1",
            "Remote-MTA: dns; mx.other.example (192.0.2.1)",
          ],
        ],
      ),
    ),
  );
  assert.equal(first?.finalRecipient, "forward@other.example");
  assert.equal(first?.remoteMta, "mx.other.example");
});

/** Reports that return neither the mail nor its header. */
const NOTHING_CAME_BACK = /malformed-|office365-rec|postfix-|exchange2007-/;

const fixtures: [file: string, kind: MailReading["kind"], recipients: string[]][] = [
  ["dsn/action-deliverable-2.1.5-not-a-bounce.eml", "delivery-notice", []],
  ["dsn/amazonses-5.1.1.eml", "bounce", ["5.1.1"]],
  ["dsn/broken-no-delivery-status-content-type.eml", "bounce", ["5.5.0"]],
  ["dsn/delayed-status-with-comment-mixed-case.eml", "delayed", ["4.4.0"]],
  ["dsn/exchange2007-localized.eml", "bounce", ["5.1.1"]],
  ["dsn/generic-5.1.1.eml", "bounce", ["5.1.1"]],
  ["dsn/gmail-legacy-plain-text-no-dsn.eml", "bounce", ["5.1.1"]],
  ["dsn/gmail-policy-dsn.eml", "bounce", ["5.2.1"]],
  ["dsn/google-mx-dsn.eml", "bounce", ["5.1.0"]],
  ["dsn/google-workspace-dsn.eml", "bounce", [""]],
  ["dsn/icloud-mx-dsn.eml", "bounce", ["5.1.6"]],
  ["dsn/malformed-indented-boundary-multi-recipient.eml", "bounce", ["5.0.0", "4.0.0", "5.0.0"]],
  ["dsn/microsoft-mx-dsn.eml", "bounce", ["5.7.606"]],
  ["dsn/not-a-bounce-01.eml", "other", []],
  ["dsn/office365-expired-5.4.312.eml", "bounce", ["5.4.312"]],
  ["dsn/office365-recipient-not-found-5.1.10.eml", "bounce", ["5.1.10"]],
  ["dsn/office365-spf-5.1.0.eml", "bounce", ["5.1.0"]],
  ["dsn/outlook-delayed-4.4.7.eml", "delayed", ["4.4.7"]],
  ["dsn/outlook-mailbox-full-5.2.2.eml", "bounce", ["5.2.2"]],
  ["dsn/postfix-5.1.1.eml", "bounce", ["5.1.1"]],
  ["dsn/postfix-two-recipients.eml", "bounce", ["5.2.1", "5.1.1"]],
  ["dsn/qmail-plain-text-no-dsn.eml", "bounce", ["5.5.0"]],
  ["dsn/sendmail-two-recipients.eml", "bounce", ["5.1.1", "5.2.1"]],
  ["dsn/vacation-autoreply-not-a-bounce.eml", "auto-reply", []],
  ["dsn/yahoo-mx-dsn.eml", "bounce", ["5.7.9"]],
  ["dsn/yahoo-plain-text-no-dsn.eml", "bounce", ["5.1.1"]],
];
for (const [file, kind, codes] of fixtures)
  test(file, (t) => {
    const found = sharedFile(t, `fixtures/${file}`);
    if (!found) return;
    const reading = readMail(readFileSync(found));
    assert.equal(reading.kind, kind);
    const told = kind === "delivery-notice" ? [] : recipientsOf(reading);
    assert.deepEqual(
      told.map(({ reading: { enhanced } }) => enhanced),
      codes,
    );
    for (const { recipient } of told) assert.match(recipient, /@/);
    if (kind === "bounce") assert.equal(Boolean(reading.keys.messageId), !NOTHING_CAME_BACK.test(file));
  });

const reports: [file: string, type: string, recipients: string[]][] = [
  ["abuse-redacted-address.eml", "abuse", []],
  ["amazonses-forwarded-yahoo.eml", "abuse", ["kijitora@y.example.com"]],
  ["auth-failure-dmarc.eml", "auth-failure", ["kijitora@example.com"]],
  ["jmrp-hotmail-not-rfc5965.eml", "abuse", ["kijitora@example.com"]],
  ["rackspace-no-original.eml", "abuse", ["hashed@example.com"]],
  ["returnpath-no-report-type.eml", "abuse", []],
];
for (const [file, type, recipients] of reports)
  test(file, (t) => {
    const found = sharedFile(t, `fixtures/arf/${file}`);
    if (!found) return;
    const reading = readMail(readFileSync(found));
    assert.equal(reading.kind, "feedback-report");
    if (reading.kind !== "feedback-report") return;
    assert.equal(reading.report.type, type);
    assert.deepEqual(reading.report.recipients, recipients);
  });

test("several complaints and an opt-out are told in full; Apple's unsubscribe is none", (t) => {
  const folder = sharedFile(t, "fixtures/arf");
  if (!folder) return;
  const read = (file: string) => readMail(readFileSync(path.join(folder, file)));
  const many = read("returnpath-many-original-rcpt-to.eml");
  assert.equal(many.kind === "feedback-report" && many.report.recipients.length, 7);
  const optOut = read("opt-out-removal-recipient.eml");
  assert.equal(optOut.kind === "feedback-report" && optOut.report.type, "opt-out");
  assert.equal(read("icloud-mailto-list-unsubscribe.eml").kind, "unsubscribe");
});
