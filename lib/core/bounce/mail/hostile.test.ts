import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fromBytes } from "./decode";
import { readMail } from "./read";
import { MAILS } from "./testing-mails";

const mail = fc.constantFrom(...MAILS.map((one) => one.mail));

/** A mail as networks and attackers leave it: cut, shuffled, doubled, with noise in it. */
const damaged = fc.oneof(
  fc.tuple(mail, fc.nat(4_000)).map(([text, end]) => text.slice(0, end)),
  fc.tuple(mail, fc.nat(4_000)).map(([text, start]) => text.slice(start)),
  fc.tuple(mail, mail, fc.nat(3_000)).map(([a, b, at]) => a.slice(0, at) + b.slice(at)),
  mail.chain((text) => fc.shuffledSubarray(text.split("\r\n")).map((lines) => lines.join("\n"))),
  fc
    .tuple(mail, fc.nat(3_000), fc.string({ unit: "binary", maxLength: 50 }))
    .map(([text, at, noise]) => text.slice(0, at) + noise + text.slice(at)),
  fc.string({ unit: "binary", maxLength: 500 }),
);

test("nothing makes it throw, and what it says is whole", () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const reading = readMail(text);
      assert.ok(reading.kind.length > 0);
      if (!("recipients" in reading)) return;
      for (const { recipient, text: told, reading: read } of reading.recipients) {
        assert.ok(!/[\s<>]/.test(recipient), recipient);
        if (read.span) assert.ok(read.span[0] < read.span[1] && read.span[1] <= told.length);
      }
    }),
    { numRuns: 1_500 },
  );
});

test("bytes and a text of one character a byte read alike", () => {
  fc.assert(
    fc.property(mail, (text) => {
      const bytes = Buffer.from(text);
      assert.deepEqual(readMail(bytes), readMail(fromBytes(bytes)));
      assert.equal(fromBytes(bytes), bytes.toString("latin1"));
    }),
  );
});

const head = "From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\nMIME-Version: 1.0\r\n";
const multi = (boundary: string) => `Content-Type: multipart/mixed; boundary="${boundary}"\r\n`;
const MB = 1_000_000;

const bombs: [what: string, mail: () => string][] = [
  ["10 MB of text", () => `${head}\r\n${"The mail to ida@posteo.example failed. ".repeat(250_000)}`],
  ["10 MB without a line end", () => `${head}\r\n${"x".repeat(10 * MB)}`],
  ["100,000 boundaries", () => `${head}${multi("b")}\r\n${"--b\r\n".repeat(100_000)}`],
  [
    "100,000 boundaries that nearly match",
    () => `${head}${multi("b".repeat(60))}\r\n${`--${"b".repeat(59)}\r\n`.repeat(15_000)}`,
  ],
  [
    "10,000 levels",
    () =>
      head +
      multi("b0") +
      Array.from({ length: 10_000 }, (_, i) => `\r\n--b${i}\r\n${multi(`b${i + 1}`)}`).join(""),
  ],
  ["a header of 100,000 fields", () => `${"X-A: b\r\n".repeat(100_000)}\r\n`],
  [
    "100,000 fields of different names",
    () => Array.from({ length: 100_000 }, (_, i) => `X-${i}: b\r\n`).join(""),
  ],
  ["a field of 10 MB", () => `Subject: ${"returned mail ".repeat(700_000)}\r\n\r\n`],
  ["a field of 300,000 folds", () => `${head}X-Folded: a\r\n${" b\r\n".repeat(300_000)}\r\n`],
  ["encoded words without end", () => `Subject: ${"=?utf-8?q?=".repeat(100_000)}\r\n\r\n`],
  ["base64 that is none", () => `${head}Content-Transfer-Encoding: base64\r\n\r\n${"=".repeat(MB)}`],
  [
    "quoted-printable that is none",
    () => `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${"=".repeat(MB)}`,
  ],
  ["tags without end", () => `${head}Content-Type: text/html\r\n\r\n${"<".repeat(MB)}`],
  ["styles without end", () => `${head}Content-Type: text/html\r\n\r\n${"<style>".repeat(100_000)}`],
  ["signs of addresses", () => `${head}\r\n${"@".repeat(MB)}`],
  ["parts of addresses", () => `${head}\r\n${"a@b.".repeat(250_000)}`],
  ["addresses with =", () => `${head}\r\n${"a=".repeat(250_000)}@b.example`],
  ["heads of lines", () => `${head}\r\n${"<a@b.example>:\n".repeat(60_000)}`],
  [
    "different recipients",
    () => `${head}\r\n${Array.from({ length: 50_000 }, (_, i) => `<a${i}@b.example>: no\n`).join("")}`,
  ],
  [
    "100,000 recipients of a report",
    () =>
      `${head}Content-Type: message/delivery-status\r\n\r\n${Array.from({ length: 100_000 }, (_, i) => `Final-Recipient: rfc822;a${i}@b.example\r\nAction: failed\r\n\r\n`).join("")}`,
  ],
  [
    "brackets in a recipient",
    () => `${head}Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: ${"(".repeat(MB)}`,
  ],
  ["spaces everywhere", () => `${head}\r\n${" ".repeat(MB)}x`],
  ["dashes everywhere", () => `${head}\r\nx\n${"-".repeat(MB)}`],
  ["marks of quotation", () => `${head}\r\n${">".repeat(MB)}`],
];
for (const [what, make] of bombs)
  test(`${what}: bounded`, () => {
    const bomb = make();
    const before = process.cpuUsage();
    readMail(bomb);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1_500_000, `${(user + system) / 1_000} ms`);
  });
