import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileOwnRules, type OwnRule } from "@/lib/core/bounce/own-rules";
import { Refusal } from "@/lib/core/error";
import { lookUp } from "./lookup";

process.env.REPUTE_SECRET = "x".repeat(40);
const NO_RULES = compileOwnRules([]);
const look = (text: string) => lookUp(new TextEncoder().encode(text), NO_RULES);

const DSN = [
  "From: Mail Delivery System <mailer-daemon@mx.example>",
  "To: <bounces@marlow.example>",
  "Subject: Undelivered Mail Returned to Sender",
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  "MIME-Version: 1.0",
  "",
  "--b",
  "Content-Type: text/plain",
  "",
  "I could not deliver your message.",
  "--b",
  "Content-Type: message/delivery-status",
  "",
  "Reporting-MTA: dns; mx.example",
  "",
  "Final-Recipient: rfc822; ida@posteo.example",
  "Action: failed",
  "Status: 5.1.1",
  "Remote-MTA: dns; mx.posteo.example",
  "Diagnostic-Code: smtp; 550 5.1.1 No such user, see https://posteo.example/why?q=1",
  "",
  "Final-Recipient: rfc822; jo@full.example",
  "Action: failed",
  "Status: 5.2.2",
  "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full",
  "",
  "--b",
  "Content-Type: message/rfc822",
  "",
  "Message-ID: <m-1@marlow.example>",
  "Subject: News",
  "",
  "Hello",
  "--b--",
  "",
].join("\r\n");

test("a reply: class, codes, the words that decided, the pages it points to", () => {
  const { kind, findings } = look("\n 550-5.1.1 No such user here\n550 5.1.1 https://example.org/why?id=7. ");
  const [finding] = findings;
  assert.deepEqual([kind, findings.length, finding?.class, finding?.enhanced], ["reply", 1, "hard", "5.1.1"]);
  const { text, span, pages } = finding!.said!;
  assert.match(text.slice(...span!), /no such user/i);
  assert.equal(pages[0]?.url, "https://example.org/why?id=7");
  assert.match(pages[0]!.href, /^\/bounces\/leave\?to=https%3A/);
  assert.deepEqual(finding?.why.row?.agrees, true);
  assert.ok(finding!.explanation.advice.length > 0);
});

test("a reply of success is no bounce", () => {
  assert.equal(look("250 2.0.0 OK queued as 4F2A").kind, "accepted");
});

test("a mail: every recipient and the keys of the original", () => {
  const { kind, findings, keys } = look(`\r\n${DSN}`);
  assert.equal(kind, "bounce");
  assert.deepEqual(
    findings.map(({ recipient, class: read, category, enhanced }) => [recipient, read, category, enhanced]),
    [
      ["ida@posteo.example", "hard", "invalid-recipient", "5.1.1"],
      ["jo@full.example", "soft", "mailbox-full", "5.2.2"],
    ],
  );
  assert.equal(keys.messageId, "m-1@marlow.example");
  for (const { said } of findings) assert.ok(said?.span && said.span[1] <= said.text.length);
});

test("an ordinary mail and an automatic answer are told from bounces", () => {
  const mail = (subject: string, more = "") =>
    `From: Jo <jo@example.org>\r\nTo: a@marlow.example\r\nSubject: ${subject}\r\n${more}\r\nHello there.\r\n`;
  assert.equal(look(mail("Lunch on Friday")).kind, "other");
  const reply = look(mail("Out of office", "Auto-Submitted: auto-replied\r\n"));
  assert.deepEqual([reply.kind, reply.from, reply.findings], ["auto-reply", "jo@example.org", []]);
});

test("an own rule decides here as it does in an import", () => {
  const rule: OwnRule = {
    ...{ id: "quiet-week", name: "Quiet week", when: ["closed"], code: "", provider: "" },
    ...{ category: "policy", class: "soft", on: true, author: "admin", at: 0 },
  };
  const input = new TextEncoder().encode("550 5.1.1 We are closed for the week");
  const [finding] = lookUp(input, compileOwnRules([rule])).findings;
  assert.deepEqual(
    [finding?.class, finding?.category, finding?.why.rule],
    ["soft", "policy", "own:quiet-week"],
  );
});

test("nothing to read is said", () => {
  for (const empty of ["", " \r\n\t "]) assert.throws(() => look(empty), Refusal);
});

test("whatever comes is read, and can be sent as JSON", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(
      bytes,
      fc.constantFrom("", "550 5.1.1 ", "From: a@b.c\n\n", DSN.slice(0, 700)),
      (noise, start) => {
        const input = Buffer.concat([Buffer.from(`${start}x`), noise]);
        const { findings } = JSON.parse(JSON.stringify(lookUp(input, NO_RULES)));
        for (const { said } of findings) assert.ok(!said?.span || said.span[1] <= said.text.length);
      },
    ),
  );
});

test("ten megabytes are read in bounded time", () => {
  const start = process.cpuUsage();
  lookUp(Buffer.from(`${DSN}${"A".repeat(9_900_000)}`), NO_RULES);
  lookUp(Buffer.alloc(10_000_000, "550 "), NO_RULES);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 2_000_000, `${user + system} µs`);
});
