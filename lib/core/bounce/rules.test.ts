import assert from "node:assert/strict";
import test from "node:test";
import { findReason, RULES } from "./rules";

for (const rule of RULES)
  test(`${rule.id} wins its own example`, () => {
    assert.equal(findReason(rule.example)?.rule.id, rule.id);
  });

test("ids are unique", () => {
  assert.equal(new Set(RULES.map((rule) => rule.id)).size, RULES.length);
});

test("no phrase can end in a bare negation, which would match half of all replies", () => {
  for (const { id, when } of RULES)
    for (const phrase of when) {
      const parts = phrase.split(" ");
      for (let i = parts.length - 1; i >= 0; i--) {
        const choices = parts[i]!.replace("?", "").split("|");
        for (const bare of ["not", "no", "never", "…"])
          assert.ok(!choices.includes(bare), `${id}: ${phrase}`);
        if (!parts[i]!.endsWith("?")) break;
      }
    }
});

test("says the same of the same words, however they are written", () => {
  const ways = [
    "550 The mailbox does not exist",
    "550 mailbox doesn't exist",
    "550-The mailbox\r\n550 DOES NOT EXIST",
    "550 5.1.1 mailbox <ida@example.org> could not be found.",
    "550 MailboxNotFound",
    "550 No_such_user",
  ];
  for (const text of ways) assert.equal(findReason(text)?.rule.id, "unknown-user", text);
});

test("a local part or a host name is no evidence", () => {
  assert.equal(findReason("550 <spam@example.org>: user unknown")?.rule.id, "unknown-user");
  assert.equal(
    findReason("host spam.virus.example[192.0.2.1] said: 550 user unknown")?.rule.id,
    "unknown-user",
  );
  assert.equal(findReason("550 see https://www.spamhaus.org/query/ip/192.0.2.1")?.rule.id, "blocklist");
});

test("courtesies about spam are no verdict of spam", () => {
  const text =
    "550-5.7.26 This mail fails SPF checks. To best protect our users from spam,\n550-5.7.26 the message has been blocked.";
  assert.equal(findReason(text)?.rule.id, "spf");
});
