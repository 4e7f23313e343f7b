import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KeySet } from "./key-set";
import { guessMapping, reasonOf } from "./suppression-file-columns";
import { type Asked, judge, type Standing } from "./suppression-file-conflict";
import { parseFileRow } from "./suppression-file-row";
import { fileTime } from "./suppression-file-time";

for (const [text, at] of [
  ["2026-11-24T08:12:00.123Z", "2026-11-24T08:12:00.123Z"],
  ["2026-11-24 08:12:00", "2026-11-24T08:12:00.000Z"],
  ["2026-11-24T08:12:00+01:00", "2026-11-24T07:12:00.000Z"],
  ["2026-11-24 08:12:00 UTC", "2026-11-24T08:12:00.000Z"],
  ["2026-11-24", "2026-11-24T00:00:00.000Z"],
  ["Fri, 21 Oct 2011 11:02:55 UTC", "2011-10-21T11:02:55.000Z"],
  ["21 Oct 2011 11:02:55 -0700", "2011-10-21T18:02:55.000Z"],
  ["1443651125", "2015-09-30T22:12:05.000Z"],
  ["1586552585.077", "2020-04-10T21:03:05.077Z"],
  ["1443651125000", "2015-09-30T22:12:05.000Z"],
] as const)
  test(`the time ${text}`, () => {
    assert.equal(new Date(fileTime(text) ?? Number.NaN).toISOString(), at);
  });

for (const text of [
  "04/05/2026",
  "2026-02-31",
  "2026-13-01",
  "yesterday",
  "12",
  "24.11.2026",
  "9999-01-01",
  "-5",
])
  test(`${text} is no time that can only mean one thing`, () => {
    assert.equal(fileTime(text), undefined);
  });

for (const [columns, provider, address, reason] of [
  [
    ["address", "domain-wide", "reason", "step", "since", "until", "scope", "list"],
    "Repute",
    "address",
    "imported",
  ],
  [["EmailAddress", "SuppressionReason", "Origin", "CreatedAt"], "Postmark", "EmailAddress", "imported"],
  [["EmailAddress", "Reason", "LastUpdateTime"], "Amazon SES", "EmailAddress", "imported"],
  [
    ["status", "reason", "email", "created"],
    "SendGrid bounces, blocks or invalid addresses",
    "email",
    "imported",
  ],
  [["email", "created", "ip"], "SendGrid spam reports", "email", "complaint"],
  [["email", "created"], "SendGrid unsubscribes", "email", "unsubscribe"],
  [["address", "code", "error", "created_at"], "Mailgun bounces", "address", "imported"],
  [["address", "tags", "created_at"], "Mailgun unsubscribes", "address", "unsubscribe"],
  [["address", "created_at"], "Mailgun complaints", "address", "complaint"],
  [["Name", "E-Mail"], null, "E-Mail", "imported"],
] as const)
  test(`the file with ${columns.join(", ")} is recognised as ${provider}`, () => {
    const guess = guessMapping(columns, []);
    assert.deepEqual(
      [guess.provider, guess.mapping.columns.address, guess.mapping.reason],
      [provider, address, reason],
    );
    assert.ok(Object.values(guess.mapping.columns).every((title) => columns.some((one) => one === title)));
  });

test("an explanation in a column called reason becomes the note; a word stays the reason", () => {
  const columns = ["mail", "reason"];
  assert.deepEqual(guessMapping(columns, [["a@m.example", "550 5.1.1 No such user"]]).mapping.columns, {
    address: "mail",
    note: "reason",
  });
  assert.equal(guessMapping(columns, [["a@m.example", "Spam Complaint"]]).mapping.columns.reason, "reason");
});

test("the words of other systems; a manual suppression by the recipient is an unsubscribe", () => {
  const words = [
    "BOUNCE",
    "COMPLAINT",
    "HardBounce",
    "SpamComplaint",
    "ManualSuppression",
    "Opt-out",
    "soft_bounce",
    "x",
  ];
  assert.deepEqual(
    words.map((word) => reasonOf(word)),
    ["imported", "complaint", "imported", "complaint", "manual", "unsubscribe", "soft", undefined],
  );
  assert.equal(reasonOf("ManualSuppression", "Recipient"), "unsubscribe");
});

const COLUMNS = { address: "a", reason: "r", since: "s", until: "u", senderDomain: "d", note: "n" };
const parse = (cells: Record<string, string>) =>
  parseFileRow((title) => cells[title] ?? "", { columns: COLUMNS, reason: "imported" });

for (const [cells, why] of [
  [{ a: "" }, /no address/],
  [{ a: "Ada <a@m.example>" }, /alone/],
  [{ a: "a\uFFFD@m.example" }, /encoding/],
  [{ a: "@" }, /after/],
  [{ a: "a@m.example", r: "because" }, /“because” is not known/],
  [{ a: "a@m.example", s: "04/05/2026" }, /no time/],
  [{ a: "a@m.example", s: "2026-01-02", u: "2026-01-01" }, /ends before/],
  [{ a: "a@m.example", d: "not a domain" }, /sender domain/],
] as const)
  test(`the row ${JSON.stringify(cells)} is invalid`, () => {
    const parsed = parse(cells);
    assert.match(parsed.ok ? "" : parsed.reason, why);
  });

test("a row is read as it is written; a domain begins with @", () => {
  const parsed = parse({
    a: " +Sales@M.example ",
    r: "unsubscribed",
    s: "2026-01-01",
    d: "@Mail.Example",
    n: "=1+1",
  });
  assert.deepEqual(parsed.ok && parsed.entry, {
    recipient: "+Sales@M.example",
    reason: "unsubscribe",
    since: Date.UTC(2026, 0),
    until: null,
    list: "",
    senderDomain: "mail.example",
    note: "=1+1",
  });
  const umlaut = parse({ a: "a@m.example", d: "Bücher.example" });
  assert.equal(umlaut.ok && umlaut.entry.senderDomain, "xn--bcher-kva.example", "as a check names it");
  const whole = parse({ a: "@whole.example" });
  assert.equal(whole.ok && whole.entry.recipient, "@whole.example");
});

const NOW = Date.UTC(2026, 10, 24);
const time = fc.option(fc.integer({ min: NOW - 1000, max: NOW + 1000 }));
const scope = { listId: fc.constantFrom(0, 1, 2), senderDomain: fc.constantFrom("", "m.example") };
const asked: fc.Arbitrary<Asked> = fc.record({
  reason: fc.constantFrom("complaint", "unsubscribe", "manual", "imported", "soft"),
  isMarketing: fc.boolean(),
  since: time,
  until: time,
  ...scope,
});
const standing: fc.Arbitrary<Standing> = fc.record({
  reason: fc.constantFrom("complaint", "unsubscribe", "manual", "imported", "soft"),
  until: time,
  endedAt: time,
  ...scope,
});

test("whatever is known: a second import adds nothing, and the order of what is known does not matter", () => {
  fc.assert(
    fc.property(asked, fc.array(standing), (row, known) => {
      const outcome = judge(row, known, [], NOW);
      assert.equal(judge(row, known.toReversed(), [], NOW), outcome);
      if (outcome !== "added") return;
      assert.equal(judge(row, [...known, { ...row, endedAt: null }], [], NOW), "already");
    }),
  );
});

test("an opt-out that its recipient took back later is never added", () => {
  fc.assert(
    fc.property(asked, fc.integer({ min: NOW - 5000, max: NOW }), (row, at) => {
      const outcome = judge(row, [], [{ at, listId: row.listId }], NOW);
      const later = row.since === null || at > row.since;
      const isOptOut = row.reason === "complaint" || row.reason === "unsubscribe";
      if (isOptOut && later) assert.notEqual(outcome, "added");
      else assert.equal(outcome, row.until !== null && row.until <= NOW ? "past" : "added");
    }),
  );
});

test("a set of keys knows what it was given, once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 3000 }),
      (keys) => {
        const set = new KeySet();
        const known = new Set<bigint>();
        for (const key of keys.filter((one) => one !== 0n && one !== 1n)) {
          assert.equal(set.add(key), !known.has(key));
          known.add(key);
        }
      },
    ),
    { numRuns: 20 },
  );
});
