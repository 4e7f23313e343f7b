import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import { random } from "@/lib/core/demo/random";
import type { MailEvent } from "@/lib/core/events";
import { MAIL_ROUTES } from "@/lib/core/mail-in/kind";
import { SOURCES } from "@/lib/core/sources";
import { SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { importStream } from "@/lib/server/imports";
import { addressKey } from "@/lib/server/keys";
import type { EventStream } from "@/lib/server/log-stores/event-stream";
import { pollFiles } from "@/lib/server/log-stores/poll-files";
import { pollStream } from "@/lib/server/log-stores/poll-stream";
import type { LogStore } from "@/lib/server/log-stores/store";
import { handleOpenMails } from "@/lib/server/mail-in/open-mails";
import { takeMail } from "@/lib/server/mail-in/take";
import { arf, dsn } from "@/lib/server/mail-in/testing-mails";
import { type Happened, logRecordOf, payloadOf } from "@/lib/server/sources/testing-payloads";
import { isBatched, type SesWay } from "@/lib/server/sources/testing-senders";
import { expectedState } from "@/lib/server/testing-oracle";
import { differences, stateOf } from "@/lib/server/testing-state";
import { verify } from "@/lib/server/verify";
import { batches, shuffled } from "@/lib/testing-events";
import { providersUnderTest, START } from "./testing-providers";

const on = providersUnderTest();

const WAYS: SesWay[] = ["v1", "v2", "event-bridge", "raw"];

const source = fc.constantFrom(...SOURCE_NAMES);
const recipient = fc.constantFrom("ida@posteo.example", "Ida@posteo.example", "jo@gmail.com");
const at = fc.integer({ min: 0, max: 60 }).map((n) => START + n * 2_700_000);
/** An id that no other source has: the Message-ID by which a mail finds its delivery. */
const ownId = (of: SourceName, number = 1) => `${of}-${number}`;

/** So few messages and people that they meet, over two days and a change of month. */
const anyFact: fc.Arbitrary<Happened> = fc.record({
  ...{ source, recipient, at },
  messageId: fc.constantFrom("m-1", "m-2", "own"),
  kind: fc.constantFrom(
    ...([
      "queued",
      "delivered",
      "hard",
      "delayed",
      "suppressed",
      "opened",
      "complained",
      "unsubscribed",
    ] as const),
  ),
});
const happened = anyFact.map((fact) =>
  fact.messageId === "own" ? { ...fact, messageId: ownId(fact.source) } : fact,
);

/** When all mails came; their clocks are right, a year back, or a day ahead, and what came back may say when it was sent. */
const RECEIVED = START + 3 * 86_400_000;
const CLOCKS = [
  (at: number) => ({ dated: at, sent: undefined, want: at }),
  (at: number) => ({ dated: at - 365 * 86_400_000, sent: at - 3_600_000, want: at - 3_600_000 }),
  () => ({ dated: RECEIVED + 86_400_000, sent: undefined, want: RECEIVED }),
];

const SAID = {
  hard: { action: "failed", status: "5.1.1", diagnostic: "550 5.1.1 User unknown" },
  delayed: { action: "delayed", status: "4.2.2", diagnostic: "452 4.2.2 Mailbox full" },
  delivered: { action: "delivered", status: "2.0.0", diagnostic: "250 2.0.0 OK" },
} as const;
const COUNTED = {
  hard: { reply: 550, enhanced: "5.1.1", category: "invalid-recipient" },
  delayed: { reply: 452, enhanced: "4.2.2", category: "mailbox-full" },
  delivered: { reply: 0, enhanced: "", category: "unknown" },
  complained: { reply: 0, enhanced: "", category: "complaint" },
} as const;

/** A report by mail on the own message of a source, and the event that it is where that has such a delivery. */
const mailed: fc.Arbitrary<{ raw: Buffer; event: MailEvent }> = fc
  .record({
    ...{ source, recipient, at, clock: fc.constantFrom(...CLOCKS) },
    // The second is of no mail of ours.
    number: fc.constantFrom(1, 1, 1, 2),
    kind: fc.constantFrom("hard", "delayed", "delivered", "complained"),
  })
  .map(({ source, recipient, at, clock, kind, number }) => {
    const messageId = ownId(source, number);
    const { dated, sent, want } = clock(at);
    const original = {
      "Message-ID": `<${messageId}>`,
      ...(sent !== undefined && { Date: new Date(sent).toUTCString() }),
    };
    const about = { original, date: new Date(dated).toUTCString() };
    const raw =
      kind === "complained"
        ? arf({ "Original-Rcpt-To": recipient }, about)
        : dsn({ recipient, ...SAID[kind] }, about);
    const counted = { ...COUNTED[kind], recipient: recipient.toLowerCase(), sender: "" };
    return { raw, event: { source, route: "mail", messageId, kind, at: want, ...counted } };
  });

const eventsOf = (facts: Happened[]): MailEvent[] =>
  facts.flatMap((fact) => SOURCES[fact.source].readRecord(payloadOf(fact)).events);

/** Complaints and unsubscribes hold their people from the first time on; by itself ACS reports neither. */
function entriesOf(events: MailEvent[]): string[] {
  const since = new Map<string, number>();
  for (const { source, route, kind, recipient, at } of events) {
    if ((source === "acs" && route !== "mail") || (kind !== "complained" && kind !== "unsubscribed"))
      continue;
    const key = `${addressKey(recipient)} ${kind === "complained" ? "complaint" : "unsubscribe"}`;
    since.set(key, Math.min(at, since.get(key) ?? at));
  }
  return [...since].map(([key, at]) => `${key} ${at}`).sort();
}

/** A file of diagnostic settings that grows while it is read, and not by whole lines. */
class GrowingFile implements LogStore {
  private bytes = Buffer.alloc(0);
  append(text: string): void {
    this.bytes = Buffer.concat([this.bytes, Buffer.from(text)]);
  }
  async *list() {
    yield {
      ...{ path: "insights-logs/PT1H.json", size: this.bytes.length, version: "1" },
      ...{ changedAt: new Date(), grows: true },
    };
  }
  read = async (_: unknown, start: number, end: number) => this.bytes.subarray(start, end);
  async *stream() {
    yield this.bytes;
  }
}

/** Writes the text to a file in pieces of any length, and reads it as the poller does, now and then before it is whole. */
async function pollWhileItGrows(text: string, next: () => number): Promise<void> {
  const file = new GrowingFile();
  const look = () =>
    pollFiles(on.db, "blobs", file, {
      until: new Date(Date.now() + 60_000),
    });
  for (let i = 0; i < text.length; ) {
    const size = 1 + Math.floor(next() * 4_000);
    file.append(text.slice(i, i + size));
    i += size;
    if (next() < 0.5) await look();
  }
  await look();
}

/** The same records as an Event Hub hands them out: some at a time, of two partitions. */
function hubOf(facts: Happened[], next: () => number): EventStream {
  const doubled = shuffled([...facts, ...facts.filter(() => next() < 0.4)], next);
  const bodies = batches(doubled, 4, next).map((some) => ({ records: some.map(logRecordOf) }));
  return {
    version: async () => "1",
    partitions: async () => ["0", "1"],
    read: async (partition, after) =>
      bodies
        .map((body, sequence) => ({ sequence, body }))
        .filter(({ sequence }) => sequence % 2 === Number(partition) && sequence > (after ?? -1))
        .slice(0, 3),
    close: async () => {},
  };
}

/** JSON Lines of the logs of ACS about these, in any order and some of them twice. */
function logOf(facts: Happened[], next: () => number): string {
  const doubled = shuffled([...facts, ...facts.filter(() => next() < 0.4)], next);
  return doubled.map((fact) => `${JSON.stringify(logRecordOf(fact))}\n`).join("");
}

const logEvents = (facts: Happened[]): MailEvent[] =>
  facts.flatMap((fact) => SOURCES.acs.readRecord(logRecordOf(fact)).events);

test("any events and mails, shuffled, doubled, split over requests, logs, routes and providers: the same state", async () => {
  const all = fc.sample(happened, { numRuns: 320, seed: 11 });
  const facts = all.filter((fact) => payloadOf(fact) !== null);
  assert.deepEqual(new Set(facts.map((fact) => fact.source)).size, SOURCE_NAMES.length);
  // Some are reported by the webhook only, some by a log only, most by several.
  const logged = all.filter((fact) => fact.source === "acs" && logRecordOf(fact) !== null);
  const polled = logged.filter((_, i) => i % 4 !== 0);
  const imported = logged.filter((_, i) => i % 4 !== 1);
  const streamed = logged.filter((_, i) => i % 4 !== 3);
  const reported = facts.filter((fact) => logged.indexOf(fact) % 4 !== 2);
  assert.ok(polled.some((fact) => !reported.includes(fact)));
  const live = [...eventsOf(reported), ...logEvents(polled), ...logEvents(streamed)];
  const mails = fc.sample(mailed, { numRuns: 60, seed: 11 });
  const deliveryOf = ({ source, messageId, recipient }: MailEvent) =>
    `${source} ${messageId} ${addressKey(recipient)}`;
  const deliveries = new Set([...live, ...logEvents(imported)].map(deliveryOf));
  const found = mails.map(({ event }) => event).filter((event) => deliveries.has(deliveryOf(event)));
  assert.deepEqual(new Set(found.map(({ kind }) => kind)).size, 4);
  assert.ok(found.length < mails.length, "some are about no mail of ours");
  for (let round = 0; round < 2; round++) {
    await on.empty();
    const { next } = random(round);
    const doubled = shuffled([...reported, ...reported.filter(() => next() < 0.4)], next);
    const requests = SOURCE_NAMES.flatMap((source) => {
      const own = doubled.filter((fact) => fact.source === source).map((fact) => payloadOf(fact)!);
      return batches(own, isBatched(source) ? 12 : 1, next).map((batch) => ({ source, batch }));
    });
    const again = mails.filter(() => next() < 0.4);
    const queue = shuffled([...requests, ...mails, ...again], next);
    const worker = async () => {
      for (let job = queue.pop(); job; job = queue.pop()) {
        if ("raw" in job) {
          const route = MAIL_ROUTES[Math.floor(next() * MAIL_ROUTES.length)]!;
          await takeMail(on.db, { raw: job.raw, route, recipients: [] }, new Date(RECEIVED));
          continue;
        }
        const way = WAYS[Math.floor(next() * WAYS.length)]!;
        const { status, rejected } = await on.send(job.source, job.batch, way);
        assert.deepEqual([status, rejected], [200, 0], job.source);
      }
    };
    const file = Readable.from([Buffer.from(logOf(imported, next))]);
    const about = {
      name: "acs.jsonl",
      source: "acs",
      bytes: null,
      startedBy: "ada",
      now: new Date(),
    } as const;
    const [{ importId }] = await Promise.all([
      importStream(on.db, file, about),
      pollWhileItGrows(logOf(polled, next), next),
      pollStream(on.db, "event-hub", hubOf(streamed, next), { until: new Date(Date.now() + 60_000) }),
      ...[worker(), worker(), worker()],
    ]);
    // Of what came before its delivery.
    await handleOpenMails(on.db, new Date(RECEIVED + 600_000));
    assert.equal(
      await on.db.incomingMail.count({ where: { state: "unverified" } }),
      mails.length - found.length,
    );
    const want = expectedState([
      ...[...live, ...found].map((event) => ({ event, importId: 0 })),
      ...logEvents(imported).map((event) => ({ event, importId })),
    ]);
    assert.deepEqual(differences(await stateOf(on.db), want), [], `round ${round}`);
    assert.equal(await on.db.quarantine.count(), 0);
    const entries = await on.db.suppressionEntry.findMany();
    const held = entries.map(({ address, reason, since }) => `${address} ${reason} ${since.getTime()}`);
    assert.deepEqual(held.sort(), entriesOf([...live, ...found]), `round ${round}`);
  }
  assert.deepEqual(
    (await verify(on.db)).filter((check) => check.wrong > 0),
    [],
  );
});
