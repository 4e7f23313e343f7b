import assert from "node:assert/strict";
import test from "node:test";
import { isAutomaticReply, isNotice, noticesOf } from "./notice";

const header = (fields: Record<string, string>) => new Map(Object.entries(fields));

const kinds: [why: string, fields: Record<string, string>, kind: "notice" | "reply" | "mail"][] = [
  ["a daemon writes", { from: "MAILER-DAEMON@mx.example", subject: "Hello" }, "notice"],
  ["Exim names who failed", { "x-failed-recipients": "ida@example.org" }, "notice"],
  [
    "subject and empty return path",
    { "return-path": "<>", subject: "Undelivered Mail Returned to Sender" },
    "notice",
  ],
  ["the subject alone is anybody's", { from: "otto@example.org", subject: "Undelivered parcel" }, "mail"],
  ["absence", { "return-path": "<>", subject: "Automatic reply: Autumn" }, "reply"],
  ["absence, by its field", { "auto-submitted": "auto-replied", subject: "Re: Autumn" }, "reply"],
  ["absence from a daemon's name", { from: "postmaster@example.org", subject: "Out of office" }, "reply"],
  ["a plain mail", { from: "otto@example.org", subject: "Lunch" }, "mail"],
];
for (const [why, fields, kind] of kinds)
  test(why, () => {
    assert.equal(isNotice(header(fields)), kind === "notice");
    assert.equal(isAutomaticReply(header(fields)), kind === "reply");
  });

const mine = header({ to: "bounces@shop.example", from: "MAILER-DAEMON@mx.example" });

test("each address at the head of a line has what follows it", () => {
  const body = `
This is the mail system at host mx.example.

<ida@example.org>: host mx.example.org[192.0.2.1] said:
    550 5.1.1 User unknown
<otto@example.org>: mailbox
    full

--- Below this line is a copy of the message.

<lotte@example.org>: no bounce at all
`;
  assert.deepEqual(
    noticesOf(body, mine).map(({ address, text }) => [address, text.replace(/\s+/g, " ").trim()]),
    [
      ["ida@example.org", "<ida@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown"],
      ["otto@example.org", "<otto@example.org>: mailbox full"],
    ],
  );
});

test("the sender, the daemon and the returned mail's header are nobody's bounce", () => {
  const body =
    "\nYour mail was not delivered:\nbounces@shop.example\nReceived: from x\nida@example.org: gone\n";
  assert.deepEqual(
    noticesOf(body, mine).map(({ address }) => address),
    [""],
  );
});

test("without a name of its own line, the header's or the first address counts", () => {
  assert.equal(noticesOf("\nThe mailbox of ida@example.org is full", mine)[0]?.address, "ida@example.org");
  const named = header({ "x-failed-recipients": "ida@example.org, otto@example.org" });
  assert.deepEqual(
    noticesOf("\nIt failed.", named).map(({ address }) => address),
    ["ida@example.org", "otto@example.org"],
  );
});

test("time stays in proportion to the text", () => {
  for (const piece of ["a", "a@", "a@b.", "<", "\n", "<a", "--\n", "= "]) {
    const before = process.cpuUsage().user;
    noticesOf(`\n${piece.repeat(500_000)}`, mine);
    assert.ok(process.cpuUsage().user - before < 1_500_000, JSON.stringify(piece));
  }
});
