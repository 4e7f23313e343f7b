import { readFileSync } from "node:fs";

/** A mail of our own invention in the form of a system that we know, and what it is. */
interface MailCase {
  /** Who writes like this. */
  of: string;
  mail: string;
  /** Kind, then a recipient each: address, enhanced code, category. A part that is left out is not asked for. */
  is: string;
  to?: string[];
}

const lines = (...all: string[]) => all.join("\r\n");
const TO = "bounces@shop.example";
const ORIGINAL = [
  "Received: from mail.shop.example by mx.relay.example; Tue, 3 Mar 2026 10:00:00 +0000",
  "From: Shop <news@shop.example>",
  "To: Someone <someone@elsewhere.example>",
  "Subject: Spring news",
  "Message-ID: <m-1.spring@shop.example>",
  "Date: Tue, 3 Mar 2026 10:00:00 +0000",
  "",
  "Daffodils are here.",
];

/** A mail of text alone. */
export const plain = (from: string, subject: string, body: string[], fields: string[] = []): string =>
  lines(`From: ${from}`, `To: ${TO}`, `Subject: ${subject}`, ...fields, "", ...body);

/** A report by RFC 3464. */
export const dsn = (
  from: string,
  subject: string,
  words: string[],
  blocks: string[][],
  fields: string[] = [],
): string =>
  lines(
    "Return-Path: <>",
    `From: ${from}`,
    `To: ${TO}`,
    `Subject: ${subject}`,
    ...fields,
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="=_r1"',
    "",
    "--=_r1",
    "Content-Type: text/plain; charset=utf-8",
    "",
    ...words,
    "",
    "--=_r1",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.relay.example",
    "",
    ...blocks.flatMap((block) => [...block, ""]),
    "--=_r1",
    "Content-Type: message/rfc822",
    "",
    ...ORIGINAL,
    "",
    "--=_r1--",
  );

/**
 * The mails of testing-mails.txt: a line "name|kind|recipient code category;...", the mail, and "=====" before the next;
 * `%ORIGINAL%` stands for the mail that came back.
 */
const WRITTEN = readFileSync(new URL("testing-mails.txt", import.meta.url), "utf8")
  .trim()
  .split("\n=====\n")
  .map((block): MailCase => {
    const [, of = "", is = "", told = "", mail = ""] =
      /^([^|]*)\|([^|]*)\|(.*)\n([\s\S]*)$/.exec(block) ?? [];
    const whole = mail.replaceAll("\n", "\r\n").replaceAll("%ORIGINAL%", lines(...ORIGINAL));
    return { of, is, mail: whole, to: told === "" ? [] : told.split(";") };
  });

/** All of them, with those whose line ends or blanks no editor must touch. */
export const MAILS: MailCase[] = [
  ...WRITTEN,
  {
    of: "AOL, names alone",
    mail: plain('"Mail Delivery Subsystem" <MAILER-DAEMON@aol.example>', "Mail Delivery Problem", [
      "Your mail to the following recipients could not be delivered because they are not accepting mail from news@shop.example:",
      "\tida1902",
      "",
    ]),
    is: "bounce",
    to: ["ida1902@aol.example"],
  },
  {
    of: "PMDF",
    mail: plain(
      "PMDF e-Mail Interconnect <postmaster@pmdf.example>",
      "Delivery Notification: Delivery has failed",
      [
        "This report relates to a message you sent with the following header fields:",
        "",
        "  Message-id: <m-1.spring@shop.example>",
        "  Date: Tue, 03 Mar 2026 10:00:00 +0000",
        "  Subject: Spring news",
        "",
        "Your message cannot be delivered to the following recipients:",
        "",
        "  Recipient address: ida@pmdf.example",
        "  Reason: Illegal host/domain name found",
        "",
      ],
    ),
    is: "bounce",
    to: ["ida@pmdf.example  domain-not-found"],
  },
  {
    of: "Apple's unsubscribe",
    mail: plain("Ida <ida@icloud.example>", "unsubscribe", [""], ["X-Apple-Unsubscribe: true"]),
    is: "unsubscribe",
  },
  {
    of: "unsubscribe by its address",
    mail: lines(
      "From: ida@posteo.example",
      "To: unsubscribe+v1.AAAA@shop.example",
      "Subject: Unsubscribe from Spring news",
      "",
      "",
    ),
    is: "unsubscribe",
  },
  {
    of: "a DMARC report",
    mail: plain(
      "noreply-dmarc-support@google.example",
      "Report domain: shop.example Submitter: google.example Report-ID: 1234",
      [""],
      ["Content-Type: application/zip; name=x.zip"],
    ),
    is: "other",
  },
  { of: "nothing", mail: "", is: "other" },
  {
    of: "line ends of old",
    mail: dsn(
      "MAILER-DAEMON@mx.relay.example",
      "Returned mail",
      ["Failed."],
      [["Final-Recipient: rfc822; ida@posteo.example", "Action: failed", "Status: 5.2.1"]],
    ).replaceAll("\r\n", "\n"),
    is: "bounce",
    to: ["ida@posteo.example 5.2.1 mailbox-disabled"],
  },
  {
    of: "mbox line before",
    mail: `From MAILER-DAEMON Tue Mar  3 10:00:00 2026\n${dsn("MAILER-DAEMON@mx.relay.example", "Returned mail", ["Failed."], [["Final-Recipient: rfc822; ida@posteo.example", "Action: failed", "Status: 5.2.2"]])}`,
    is: "bounce",
    to: ["ida@posteo.example 5.2.2 mailbox-full"],
  },
  {
    of: "Japanese notice in ISO-2022-JP",
    mail: "From: MAILER-DAEMON@mx.relay.example\r\nSubject: failure\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n<ida@corp.example>:\r\n\u001b$B%a!<%k%\\%C%/%9$,0lGU$G$9\u001b(B\r\n",
    is: "bounce",
    to: ["ida@corp.example"],
  },
  {
    of: "opt-out by subject in French",
    mail: plain("Ida <ida@posteo.example>", "Désabonnement", [""]),
    is: "unsubscribe",
  },
  { of: "stop", mail: plain("Ida <ida@posteo.example>", "STOP", ["STOP"]), is: "unsubscribe" },
];
