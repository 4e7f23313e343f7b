import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { sharedFile } from "@/lib/testing-shared";
import { type BounceRecord, recordOfReply, recordsOfMail } from "./records";

const brief = ({ address, smtpCode, enhancedCode, bounceClass, category, delayed }: BounceRecord) =>
  [address, smtpCode, enhancedCode, bounceClass, category, ...(delayed ? ["delayed"] : [])].join(" ");

test("a reply", () => {
  assert.deepEqual(
    recordOfReply("550-5.1.1 no such\r\n550 5.1.1 account https://support.example/?p=NoSuchUser."),
    {
      address: "",
      smtpCode: "550",
      enhancedCode: "5.1.1",
      bounceClass: "hard",
      category: "invalid-recipient",
      rule: "gmail:NoSuchUser",
      urls: ["https://support.example/?p=NoSuchUser"],
    },
  );
  assert.equal(brief(recordOfReply("250 2.0.0 OK queued")), " 250 2.0.0 none delivered");
  assert.equal(brief(recordOfReply("250 5.1.1 unknown")), " 250 5.1.1 hard invalid-recipient");
  assert.equal(brief(recordOfReply("")), "   soft unknown");
});

const daemon = "From: MAILER-DAEMON@mx.example\r\nTo: bounces@shop.example\r\nSubject: failure notice\r\n";
const status = (...fields: string[]) =>
  `${daemon}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${fields.join("\r\n")}\r\n\r\n--b--`;

const mails: [why: string, mail: string, records: string[]][] = [
  [
    "a report",
    status(
      "Final-Recipient: rfc822; ida@example.org",
      "Action: failed",
      "Status: 5.0.0",
      "Diagnostic-Code: smtp; 552 5.2.2 full",
    ),
    ["ida@example.org 552 5.2.2 soft mailbox-full"],
  ],
  [
    "a report without a reply",
    status("Final-Recipient: rfc822; ida@example.org", "Action: failed", "Status: 5.1.1"),
    ["ida@example.org  5.1.1 hard invalid-recipient"],
  ],
  [
    "a delay is temporary",
    status("Final-Recipient: rfc822; ida@example.org", "Action: delayed", "Status: 4.4.1"),
    ["ida@example.org  4.4.1 soft network delayed"],
  ],
  [
    "success",
    status("Final-Recipient: rfc822; ida@example.org", "Action: delivered", "Status: 2.0.0"),
    ["ida@example.org   none delivered"],
  ],
  [
    "an expansion",
    status("Final-Recipient: rfc822; list@example.org", "Action: expanded", "Status: 2.0.0"),
    [],
  ],
  [
    "a notice for people",
    `${daemon}\r\nHi. This is the qmail-send program.\r\n\r\n<ida@example.org>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nSubject: spam`,
    ["ida@example.org  5.1.1 hard invalid-recipient"],
  ],
  [
    "a complaint",
    `From: fbl@isp.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: <ida@example.org>\r\n`,
    ["ida@example.org   none complaint"],
  ],
  [
    "an absence",
    "From: ida@example.org\r\nAuto-Submitted: auto-replied\r\nSubject: Re: news\r\n\r\nI am away.",
    ["   none auto-reply"],
  ],
  ["any other mail", "From: otto@example.org\r\nSubject: Lunch?\r\n\r\nuser unknown 550 5.1.1", []],
  ["no mail at all", "", []],
];
for (const [why, mail, records] of mails)
  test(why, () => {
    assert.deepEqual(recordsOfMail(mail).map(brief), records);
  });

test("an mbox of two mails, one of which quotes such a line", () => {
  const bounce = (address: string) =>
    `From MAILER-DAEMON  Thu Jul  2 12:05:05 2026\r\n${status(`Final-Recipient: rfc822; ${address}`, "Action: failed", "Status: 5.1.1")}\r\nFrom now on, read on.\r\n\r\n`;
  const mbox = bounce("ida@example.org") + bounce("otto@example.org");
  for (const raw of [mbox, Buffer.from(mbox)])
    assert.deepEqual(
      recordsOfMail(raw).map(({ address }) => address),
      ["ida@example.org", "otto@example.org"],
    );
});

test("nothing makes it throw", () => {
  const line = fc.oneof(
    fc.constantFrom(...status("Final-Recipient: rfc822; a@b.co", "Action: failed").split("\r\n")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom("\n", "\r\n", ""), (lines, end) => {
      const raw = lines.join(end);
      for (const { category } of [...recordsOfMail(raw), recordOfReply(raw)]) assert.ok(category.length > 0);
    }),
  );
});

interface Case {
  kind: "smtp-reply" | "dsn-eml";
  event: string;
  text: string;
  path: string;
  recipients: {
    class: string;
    conflict: boolean;
    category: string;
    categoryOk: string[];
    addressesOk: string[];
    addressBasis: string;
    enhancedOk: string[];
  }[];
}

/** Right answers and questions, by what was asked. */
class Score {
  readonly #counts = new Map<string, [right: number, all: number]>();

  count(of: string, right: boolean): void {
    const [before, all] = this.#counts.get(of) ?? [0, 0];
    this.#counts.set(of, [before + (right ? 1 : 0), all + 1]);
  }

  atLeast(floors: Record<string, number>): void {
    for (const [of, floor] of Object.entries(floors)) {
      const [right, all] = this.#counts.get(of) ?? [0, 0];
      assert.ok(all > 0 && right / all >= floor, `${of}: ${right} of ${all}`);
    }
  }
}

const labelled = (file: string, kind: Case["kind"]): Case[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line): Case => JSON.parse(line))
    .filter((one) => one.kind === kind);

const asSoft = (bounceClass: string) => (bounceClass === "spam" ? "soft" : bounceClass);

test("labelled replies are read as well as they were", (t) => {
  const file = sharedFile(t, "bounces/cases.jsonl");
  if (!file) return;
  const score = new Score();
  for (const { text, recipients } of labelled(file, "smtp-reply")) {
    const { bounceClass, category } = recordOfReply(text);
    const [wanted] = recipients;
    if (!wanted) continue;
    if (!wanted.conflict) score.count("class", asSoft(bounceClass) === wanted.class);
    if (wanted.category && wanted.category !== "unknown")
      score.count("category", wanted.categoryOk.includes(category));
  }
  score.atLeast({ class: 0.98, category: 0.96 });
});

test("labelled mails are read as well as they were", (t) => {
  const file = sharedFile(t, "bounces/cases.jsonl");
  if (!file) return;
  const score = new Score();
  for (const { event, path: mail, recipients } of labelled(file, "dsn-eml")) {
    const records = recordsOfMail(readFileSync(path.join(path.dirname(file), mail)));
    const bounces = records.filter(({ bounceClass }) => bounceClass !== "none");
    if (event === "non-bounce") score.count("none", bounces.length === 0);
    if (event !== "bounce" && event !== "delay") continue;
    score.count("detected", bounces.length > 0);
    for (const [i, wanted] of recipients.entries()) {
      const named = records.find(({ address }) => wanted.addressesOk.includes(address.toLowerCase()));
      if (wanted.addressesOk.length > 0 && wanted.addressBasis !== "original-to")
        score.count("recipient", named !== undefined);
      const record = named ?? (records.length === recipients.length ? records[i] : undefined);
      if (wanted.enhancedOk.length > 0)
        score.count("enhanced", wanted.enhancedOk.includes(record?.enhancedCode ?? ""));
      if (wanted.category && wanted.category !== "unknown")
        score.count("category", wanted.categoryOk.includes(record?.category ?? "unknown"));
      if (wanted.class && !wanted.conflict)
        score.count("class", asSoft(record?.bounceClass ?? "none") === wanted.class);
    }
  }
  // What is missing to more are mostly labels: user unknown as soft, one recipient counted twice (docs/decisions/0006).
  score.atLeast({ none: 1, detected: 1, recipient: 1, enhanced: 0.98, category: 0.94, class: 0.96 });
});
