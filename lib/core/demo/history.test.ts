import assert from "node:assert/strict";
import { test } from "node:test";
import { doesReport } from "@/lib/core/complaint-sources";
import type { MailEvent } from "@/lib/core/events";
import { providerOf } from "@/lib/core/provider";
import { type Fact, foldLease } from "@/lib/core/suppression";
import { demoHistory } from "./history";
import { INCIDENTS } from "./incidents";
import { bounceOf, HARD, SOFT, SPAM, THROTTLED, UNAUTHENTICATED } from "./replies";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 18);
const TODAY = Date.UTC(2026, 10, 23);
const options = { now: NOW, days: 30, perDay: 1_000, seed: 1 };
const { readers, days } = demoHistory(options);
const arrivals = [...days];
const daysAgo = ({ at }: MailEvent) => Math.floor((TODAY + DAY - 1 - at) / DAY);
const distinct = [
  ...new Map(arrivals.flat().map((event) => [JSON.stringify({ ...event, route: "" }), event])).values(),
];

/** Mails with one of these outcomes, by days ago. */
function count(kinds: MailEvent["kind"][], is: (event: MailEvent) => boolean = () => true): number[] {
  const counts = new Array<number>(31).fill(0);
  for (const event of distinct) if (kinds.includes(event.kind) && is(event)) counts[daysAgo(event)]! += 1;
  return counts;
}

test("the same options give the same history; nothing in it is still to come", () => {
  const small = (seed: number) => [...demoHistory({ now: NOW, days: 8, perDay: 60, seed }).days];
  assert.deepEqual(small(1), small(1));
  assert.notDeepEqual(small(1), small(2));
  assert.equal(arrivals.length, 30);
  for (const { at, recipient } of distinct) {
    assert.ok(at <= NOW && at >= TODAY - 29 * DAY);
    assert.match(recipient, /\.demo\d+@/);
  }
});

test("the replies are read as they are meant", () => {
  for (const reply of HARD) assert.equal(bounceOf(reply, "mx").kind, "hard", reply.text);
  for (const reply of [...SOFT, THROTTLED, UNAUTHENTICATED])
    assert.equal(bounceOf(reply, "mx").kind, "soft", reply.text);
  for (const reply of SPAM) assert.equal(bounceOf(reply, "mx").kind, "spam", reply.text);
});

test("each incident shows where it was planted, and an ordinary day is under 2 %", () => {
  const sent = count(["delivered", "hard", "soft", "spam"]);
  const failed = count(["hard", "soft", "spam"]);
  const hard = count(["hard"]);
  const rate = (k: number[], day: number) => k[day]! / sent[day]!;
  for (const day of [1, 8, 14, 20, 25])
    assert.ok(rate(failed, day) < 0.02, `day -${day}: ${rate(failed, day)}`);
  for (const day of [INCIDENTS.boughtList.from, INCIDENTS.boughtList.to]) assert.ok(rate(hard, day) > 0.02);
  assert.equal(sent[INCIDENTS.outage.from], 0);

  const atOutlook = ({ recipient }: MailEvent) => /@(outlook|hotmail)\.com$/.test(recipient);
  const deferred = count(["delayed"], atOutlook);
  assert.ok(deferred[1]! > 10 * Math.max(1, deferred[8]!));

  const returned = new Set(
    distinct.filter(({ kind }) => kind === "delivered").map(({ messageId }) => messageId),
  );
  const asynchronous = count(["hard"], ({ messageId }) => returned.has(messageId));
  assert.ok(asynchronous[INCIDENTS.asynchronous.from]! > 10 * Math.max(1, asynchronous[8]!));

  const unauthenticated = count(["soft"], ({ enhanced }) => enhanced === "5.7.26");
  const { from, to } = INCIDENTS.authentication;
  const broken = unauthenticated.slice(to, from + 1);
  assert.ok(broken.every((n) => n > 0));
  assert.deepEqual(
    broken.reduce((a, b) => a + b),
    unauthenticated.reduce((a, b) => a + b),
  );

  const complained = distinct.filter(({ kind }) => kind === "complained");
  assert.ok(complained.length > 5);
  for (const { recipient } of complained)
    assert.ok(
      doesReport(providerOf(recipient.split("@")[1]!)),
      `nobody tells of complaints like ${recipient}`,
    );

  const scanned = count(["clicked"], ({ detail }) => detail?.userAgent?.startsWith("LinkGuard") ?? false);
  assert.ok(scanned[INCIDENTS.scanner.from]! > 0);
});

test("repeats and late reports arrive as they were planted", () => {
  const index = (ago: number) => 29 - ago;
  const storm = arrivals[index(INCIDENTS.duplicates.from)]!;
  assert.equal(storm.length, 3 * new Set(storm.map((event) => JSON.stringify({ ...event, route: "" }))).size);
  const late = arrivals[index(INCIDENTS.late.from - 2)]!.filter(
    (event) => daysAgo(event) === INCIDENTS.late.from,
  );
  assert.ok(late.length > 20);
});

test("the platform in it keeps its list as ours is derived", () => {
  let climbed = 0;
  for (const reader of readers.filter(({ dead }) => dead)) {
    const facts = distinct
      .filter(
        (event) =>
          event.recipient === reader.address && (event.kind === "hard" || event.kind === "suppressed"),
      )
      .map(
        ({ kind, messageId: id, at }): Fact => ({
          kind: kind === "hard" ? "bounce" : "platformDrop",
          id,
          at,
        }),
      );
    const { lease, history } = foldLease(facts);
    assert.ok(
      history.every(({ effect }) => effect === "new-cycle" || effect === "step"),
      reader.address,
    );
    assert.equal(lease?.inferred ?? false, false);
    if (lease && lease.step >= 3) climbed += 1;
  }
  assert.ok(climbed > 0);
});
