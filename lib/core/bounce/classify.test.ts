import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { BounceClass, Category } from "@/lib/core/events";
import { classify, type Evidence } from "./classify";

const cases: [why: string, evidence: Evidence, BounceClass, Category, rule: string][] = [
  // A name that is not found for now.
  [
    "no such name, by a temporary code: the network",
    { text: "lookup of shop.example ended in NXDOMAIN", enhanced: "4.0.0" },
    "soft",
    "network",
    "4.0.0",
  ],
  [
    "by a code about the address: the domain",
    { text: "450 4.1.2 Domain not found" },
    "soft",
    "domain-not-found",
    "4.1.2",
  ],
  // 1. Reputation and content.
  ["text says spam, whatever the code", { text: "550 5.1.1 detected as spam" }, "spam", "spam", "spam"],
  [
    "blocklist is class spam",
    { text: "554 5.7.1 blocked using zen.spamhaus.org" },
    "spam",
    "blocklist",
    "blocklist",
  ],
  [
    "also when temporary",
    { text: "421 4.7.0 low reputation of the sending IP" },
    "spam",
    "blocklist",
    "reputation",
  ],
  ["virus is class spam", { text: "550 5.7.9 contains a virus" }, "spam", "virus", "virus"],
  ["status FilteredSpam", { text: "550 5.7.1 refused", status: "FilteredSpam" }, "spam", "policy", "status"],
  ["status Quarantined without a text", { status: "quarantined" }, "spam", "spam", "status"],
  ["a receiver's own key", { text: "550 5.7.606 Access denied" }, "spam", "blocklist", "5.7.606"],
  [
    "authentication is not class spam",
    { text: "550 5.7.26 DMARC check failed" },
    "soft",
    "authentication-failure",
    "dmarc",
  ],
  // 2. The table by enhanced code.
  ["550 5.2.2 is a full mailbox", { text: "550 5.2.2 refused" }, "soft", "mailbox-full", "5.2.2"],
  ["550 5.7.1 is policy, no bad address", { text: "550 5.7.1 refused" }, "soft", "policy", "5.7.1"],
  ["the table before the words", { text: "550 5.7.1 User unknown" }, "soft", "invalid-recipient", "5.7.1"],
  [
    "the words where they agree",
    { text: "550 5.1.1 User unknown" },
    "hard",
    "invalid-recipient",
    "unknown-user",
  ],
  [
    "Exchange's 5.4.1",
    { text: "550 5.4.1 Recipient address rejected: Access denied" },
    "hard",
    "invalid-recipient",
    "5.4.1",
  ],
  // 3. Temporary stays soft.
  ["4xx with plain words", { text: "450 4.1.1 User unknown" }, "soft", "invalid-recipient", "4.1.1"],
  ["given up for good after 4.x.x", { text: "554 4.4.7 Message expired" }, "soft", "network", "expired"],
  ["4xx alone", { text: "451" }, "soft", "system-error", "451"],
  // 4. Plain words before the basic code.
  [
    "554 for an unknown user",
    { text: "554 delivery error: This user doesn't have an account" },
    "hard",
    "invalid-recipient",
    "unknown-user",
  ],
  ["550 for a full mailbox", { text: "550 Mailbox full" }, "soft", "mailbox-full", "mailbox-full"],
  ["550 for relaying", { text: "550 Relaying denied" }, "soft", "relay-denied", "relay"],
  ["5.7.515 under 550", { text: "550 5.7.515 Access denied" }, "soft", "authentication-failure", "5.7.515"],
  // 5. The basic code.
  ["550 alone", { text: "550" }, "hard", "invalid-recipient", "550"],
  [
    "550 with words that say nothing",
    { text: "550 Requested action not taken: mailbox unavailable" },
    "hard",
    "invalid-recipient",
    "550",
  ],
  ["554 alone", { text: "554" }, "soft", "unknown", "554"],
  // 6. The registry, then the digit.
  ["sender's address, by registry", { text: "501 5.1.8 no" }, "soft", "sender-rejected", "5.1.8"],
  ["unknown detail falls back to its subject", { text: "571 5.4.99 no" }, "soft", "network", "5.4.99"],
  ["null MX by its basic code", { text: "556 no" }, "hard", "domain-not-found", "556"],
  ["a syntax error does not condemn the address", { text: "501" }, "soft", "protocol", "501"],
  ["first digit", { text: "599" }, "hard", "unknown", "599"],
  // 7. The platform's word.
  ["Bounced", { status: "Bounced" }, "hard", "invalid-recipient", "status"],
  ["Failed", { status: "Failed" }, "soft", "unknown", "status"],
  ["its flag, last of all", { hardBounce: true }, "hard", "unknown", "provider"],
  ["nothing at all", {}, "soft", "unknown", "none"],
  // Shapes in which evidence comes.
  ["ACS token", { text: "DestinationMailboxFull", status: "Failed" }, "soft", "mailbox-full", "mailbox-full"],
  [
    "bracketed key of a provider",
    { text: "[HM08] Message rejected due to local policy...", status: "Failed" },
    "soft",
    "policy",
    "policy",
  ],
  [
    "explicit codes win",
    { text: "550 5.1.1 no", reply: 452, enhanced: "4.2.2" },
    "soft",
    "mailbox-full",
    "4.2.2",
  ],
  ["explicit reply as text", { reply: "550", enhanced: "5.1.10" }, "hard", "domain-not-found", "5.1.10"],
  ["a class that is none", { text: "550 3.1.1 no" }, "hard", "invalid-recipient", "550"],
];

for (const [why, evidence, wantedClass, category, rule] of cases)
  test(why, () => {
    const reading = classify(evidence);
    assert.deepEqual([reading.class, reading.category, reading.rule], [wantedClass, category, rule]);
  });

const evidence = fc.record(
  {
    text: fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(
          fc.constantFrom("550", "421", "5.1.1", "4.7.1", "user", "unknown", "not", "spam", "\n", "<a@b>"),
          { maxLength: 40 },
        )
        .map((words) => words.join(" ")),
    ),
    reply: fc.oneof(fc.integer(), fc.string()),
    enhanced: fc.string(),
    status: fc.oneof(fc.constantFrom("Bounced", "Failed", "FilteredSpam", "constructor"), fc.string()),
    hardBounce: fc.boolean(),
  },
  { requiredKeys: [] },
);

test("anything is read, and the span lies in the text", () => {
  fc.assert(
    fc.property(evidence, (given) => {
      const { span, category, rule } = classify(given);
      assert.ok(category.length > 0 && rule.length > 0);
      if (!span) return;
      assert.ok(0 <= span[0] && span[0] < span[1] && span[1] <= (given.text ?? "").length);
    }),
    { numRuns: 500 },
  );
});

test("the span is what the rule rests on", () => {
  const marked = (text: string) => {
    const { span } = classify({ text });
    return span && text.slice(...span);
  };
  assert.equal(marked("550 5.1.1 <ida@example.org>: User unknown in table"), "User unknown");
  assert.equal(marked("550-5.7.1 no 550 5.7.1 no"), "5.7.1");
  assert.equal(marked("552 see https://example.org/?q=quota: mailbox İs full"), "mailbox İs full");
});

test("time grows with the text at most in proportion, and no further than 4,000 characters", () => {
  const hostile = [
    "user not ",
    "5.1.",
    "1.1.1.",
    "[(<#",
    "error ",
    "aB",
    "550 ",
    "' ",
    "mailbox temporarily ",
    "用户",
  ];
  for (const piece of hostile) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const before = process.cpuUsage().user;
    for (let i = 0; i < 10; i++) classify({ text });
    const milliseconds = (process.cpuUsage().user - before) / 1_000;
    assert.ok(milliseconds < 500, `${JSON.stringify(piece)}: ${milliseconds} ms for ten`);
  }
});
