import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { random } from "@/lib/core/demo/random";
import type { MailEvent } from "@/lib/core/events";
import { MAIL_ROUTES } from "@/lib/core/mail-in/kind";
import { MOST_DAYS } from "@/lib/core/retention";
import { SOURCES } from "@/lib/core/sources";
import { SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { database } from "@/lib/server/database";
import { importStream } from "@/lib/server/imports";
import { addressKey } from "@/lib/server/keys";
import { log } from "@/lib/server/log";
import type { EventStream } from "@/lib/server/log-stores/event-stream";
import { pollFiles } from "@/lib/server/log-stores/poll-files";
import { pollStream } from "@/lib/server/log-stores/poll-stream";
import type { LogStore } from "@/lib/server/log-stores/store";
import { handleOpenMails } from "@/lib/server/mail-in/open-mails";
import { takeMail } from "@/lib/server/mail-in/take";
import { arf, dsn } from "@/lib/server/mail-in/testing-mails";
import { replay } from "@/lib/server/replay";
import { type Happened, logRecordOf, payloadOf } from "@/lib/server/sources/testing-payloads";
import { connectSenders, isBatched, requestOf, type SesWay } from "@/lib/server/sources/testing-senders";
import { testDatabase } from "@/lib/server/testing";
import { expectedState } from "@/lib/server/testing-oracle";
import { testEnvironment } from "@/lib/server/testing-session";
import { differences, emptied, stateOf } from "@/lib/server/testing-state";
import { verify } from "@/lib/server/verify";
import { batches, shuffled } from "@/lib/testing-events";
import { POST } from "./route";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  log.level = "silent";
  await on.db.organisation.create({ data: { name: "Marlow Books" } });
  await connectSenders(
    on.db,
    SOURCE_NAMES.filter((source) => source !== "acs"),
  );
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});
beforeEach(async () => {
  await emptied(on.db);
  await on.db.suppressionEntry.deleteMany();
});

const START = Date.UTC(2026, 4, 31, 20);
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

const send = async (source: SourceName, events: object[], way?: SesWay) => {
  const place = { params: Promise.resolve({ source }) };
  const response = await POST(await requestOf(on.db, source, events, way), place);
  return { status: response.status, ...(await response.json()) };
};

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
    await emptied(on.db);
    await on.db.suppressionEntry.deleteMany();
    await on.db.feedPosition.deleteMany();
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
        const { status, rejected } = await send(job.source, job.batch, way);
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

test("a complaint that was lifted stays so when its report comes again; another complaint holds again", async () => {
  const complaint = (messageId: string, at: number): object =>
    payloadOf({ source: "postmark", messageId, recipient: "ida@posteo.example", kind: "complained", at })!;
  await send("postmark", [complaint("m-1", START)]);
  await on.db.suppressionEntry.updateMany({ data: { endedAt: new Date(START + 3_600_000) } });
  await send("postmark", [complaint("m-1", START)]);
  assert.equal(await on.db.suppressionEntry.count({ where: { endedAt: null } }), 0);
  await send("postmark", [complaint("m-2", START + 7_200_000)]);
  const [entry] = await on.db.suppressionEntry.findMany({ where: { endedAt: null } });
  assert.deepEqual([entry?.reason, entry?.note], ["complaint", "Reported by Postmark"]);
});

test("where SES names everyone at a domain for one complaint, nobody is held", async () => {
  const event = {
    eventType: "Complaint",
    mail: { messageId: "m-9", destination: ["ida@posteo.example", "jo@posteo.example"] },
    complaint: {
      timestamp: new Date(START).toISOString(),
      complainedRecipients: [{ emailAddress: "ida@posteo.example" }, { emailAddress: "jo@posteo.example" }],
    },
  };
  assert.equal((await send("ses", [event])).accepted, 1);
  assert.equal(await on.db.suppressionEntry.count(), 0);
  const [kept] = await on.db.event.findMany();
  assert.deepEqual([kept?.recipient, kept?.messageId], ["", "m-9"]);
});

test("a clock that is a day ahead is set aside, one that is an hour ahead is not", async () => {
  const event = (messageId: string, hours: number) =>
    payloadOf({
      ...{ source: "generic", messageId, recipient: "ida@posteo.example", kind: "delivered" },
      at: Math.floor(Date.now() / 1_000) * 1_000 + hours * 3_600_000,
    })!;
  const { accepted, rejected } = await send("generic", [event("m-1", 1), event("m-2", 25)]);
  assert.deepEqual([accepted, rejected], [1, 1]);
  const [row] = await on.db.quarantine.findMany();
  assert.match(row?.reason ?? "", /more than a day ahead/);
});

test("what is older than the retention is set aside with the reason, and not read again as it is", async () => {
  const before = Date.now() - (MOST_DAYS + 1) * 86_400_000;
  const known = {
    source: "generic",
    messageId: "m-1",
    recipient: "ida@posteo.example",
    kind: "hard",
  } as const;
  const events = [before, START].map((at) => payloadOf({ ...known, at })!);
  const { accepted, rejected } = await send("generic", events);
  assert.deepEqual([accepted, rejected, await on.db.event.count()], [1, 1, 1]);
  const [row] = await on.db.quarantine.findMany();
  assert.match(row?.reason ?? "", /older than the retention of 3,650 days/);
  const again = replay(on.db, Number(row?.id), undefined, "ada@marlow.example", new Date());
  await assert.rejects(again, { code: "invalid-input", message: /older than the retention/ });
});

test("an unknown word of a provider is kept with its reason, and the rest of the batch is taken in", async () => {
  const odd = {
    event: "teleported",
    email: "ida@posteo.example",
    timestamp: START / 1_000,
    sg_message_id: "m-1",
  };
  const known = payloadOf({
    ...{ source: "sendgrid", messageId: "m-2", recipient: "jo@gmail.com", kind: "delivered", at: START },
  })!;
  const { accepted, rejected } = await send("sendgrid", [odd, known, 7 as unknown as object]);
  assert.deepEqual([accepted, rejected], [1, 2]);
  const rows = await on.db.quarantine.findMany({ orderBy: { line: "asc" } });
  assert.deepEqual(
    rows.map(({ source, line, reason }) => `${source} ${line} ${reason}`),
    ['sendgrid 1 Unknown event "teleported"', "sendgrid 3 Not an event but a number"],
  );
  assert.deepEqual(JSON.parse(rows[0]!.raw), odd);
});

test("too deep, too many, too large: said, kept or refused, and nothing falls over", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const secret = (await requestOf(on.db, "generic", [])).headers.get("x-repute-secret")!;
  const post = async (body: string) => {
    const request = new Request("https://repute.example/api/v1/ingest/generic", {
      ...{ method: "POST", body, headers: { "x-repute-secret": secret } },
    });
    return (await POST(request, { params: Promise.resolve({ source: "generic" }) })).status;
  };
  assert.equal(await post(deep), 200);
  assert.match((await on.db.quarantine.findFirst())?.reason ?? "", /nested deeper/);
  assert.equal(await post(JSON.stringify(Array.from({ length: 10_001 }, () => 1))), 413);
  assert.equal(await post(`"${"x".repeat(1_500_001)}"`), 413);
  assert.equal(await on.db.quarantine.count(), 1);
});

test("an event as large as EventBridge carries is taken", async () => {
  const fact = { messageId: "m-1", recipient: "ida@posteo.example", kind: "delivered", at: START } as const;
  const event = payloadOf({ source: "ses", ...fact }) as { mail: object };
  const mail = { ...event.mail, headers: [{ name: "X-Long", value: "x".repeat(1_000_000) }] };
  assert.equal((await send("ses", [{ ...event, mail }], "event-bridge")).accepted, 1);
});

test("whatever goes wrong before a source is let in is our trouble too: it comes again", async (t) => {
  await on.db.$executeRaw`alter table mail_source rename to mail_source_away`;
  t.after(() => on.db.$executeRaw`alter table mail_source_away rename to mail_source`);
  const request = new Request("https://repute.example/api/v1/ingest/generic", { method: "POST", body: "[]" });
  const { status } = await POST(request, { params: Promise.resolve({ source: "generic" }) });
  assert.equal(status, 503);
});
