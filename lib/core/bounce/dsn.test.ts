import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fieldsOf, recipientsOf } from "./dsn";

const report = (...blocks: string[]) =>
  [
    "From: MAILER-DAEMON@mx.example.net",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "It did not work.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.net",
    "",
    ...blocks.flatMap((block) => [block, ""]),
    "--b",
    "Content-Type: message/rfc822",
    "",
    "Final-Recipient: rfc822; forged@example.org",
    "Action: failed",
    "",
    "--b--",
  ].join("\r\n");

test("one entry a recipient, none from the returned mail", () => {
  const mail = report(
    "Final-Recipient: rfc822; ida@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n  User unknown",
    "FINAL-RECIPIENT: RFC822;Otto@example.org\r\nAction: Delayed (still trying)\r\nStatus: 4.4.1 (no answer)",
  );
  assert.deepEqual(recipientsOf(mail), [
    { address: "ida@example.org", action: "failed", status: "5.1.1", diagnostic: "550 5.1.1 User unknown" },
    { address: "Otto@example.org", action: "delayed", status: "4.4.1", diagnostic: "" },
  ]);
});

test("the address that was mailed goes before the one it was passed on to", () => {
  const forwarded = (original: string) =>
    recipientsOf(
      report(
        `Original-Recipient: ${original}\r\nFinal-Recipient: rfc822; later@example.net\r\nAction: failed`,
      ),
    )[0]?.address;
  assert.equal(forwarded("rfc822; ida@example.org"), "ida@example.org");
  assert.equal(forwarded("rfc822;<ida@example.org>"), "ida@example.org");
  assert.equal(forwarded("rfc822;ida+2Bnews@example.org"), "ida+news@example.org");
  assert.equal(forwarded("utf-8; 用户@例え.jp"), "用户@例え.jp");
  assert.equal(forwarded("unknown;"), "later@example.net");
});

test("a mail that is no report names nobody", () => {
  assert.deepEqual(recipientsOf("Subject: hello\r\n\r\nStatus: 5.1.1\r\nAction: failed"), []);
});

test("fields are unfolded, and the first of each name counts", () => {
  assert.deepEqual(
    [...fieldsOf("A: 1\r\n  2\r\nb:3\r\nA: 4\r\nnot a field")],
    [
      ["a", "1 2"],
      ["b", "3"],
    ],
  );
});

test("anything is read, and in time", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "Final-Recipient: rfc822; a@b.co",
      "Action: failed",
      "",
      "--b",
      "Content-Type: message/delivery-status",
    ),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      for (const { address } of recipientsOf(lines.join("\n"))) assert.ok(!/[\s<>]/.test(address));
    }),
  );
  for (const piece of ["x", "@", "(", "Final-Recipient: x;", "\n ", "\n--"]) {
    const before = process.cpuUsage().user;
    recipientsOf(`Final-Recipient: ${piece.repeat(1_000_000)}`);
    assert.ok(process.cpuUsage().user - before < 1_500_000, JSON.stringify(piece));
  }
});
