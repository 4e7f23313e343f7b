import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_DAYS } from "@/lib/core/retention";
import { replay } from "@/lib/server/replay";
import { payloadOf } from "@/lib/server/sources/testing-payloads";
import { requestOf } from "@/lib/server/sources/testing-senders";
import { POST } from "./route";
import { providersUnderTest, START } from "./testing-providers";

const on = providersUnderTest();

test("a complaint that was lifted stays so when its report comes again; another complaint holds again", async () => {
  const complaint = (messageId: string, at: number): object =>
    payloadOf({ source: "postmark", messageId, recipient: "ida@posteo.example", kind: "complained", at })!;
  await on.send("postmark", [complaint("m-1", START)]);
  await on.db.suppressionEntry.updateMany({ data: { endedAt: new Date(START + 3_600_000) } });
  await on.send("postmark", [complaint("m-1", START)]);
  assert.equal(await on.db.suppressionEntry.count({ where: { endedAt: null } }), 0);
  await on.send("postmark", [complaint("m-2", START + 7_200_000)]);
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
  assert.equal((await on.send("ses", [event])).accepted, 1);
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
  const { accepted, rejected } = await on.send("generic", [event("m-1", 1), event("m-2", 25)]);
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
  const { accepted, rejected } = await on.send("generic", events);
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
  const { accepted, rejected } = await on.send("sendgrid", [odd, known, 7 as unknown as object]);
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
  assert.equal((await on.send("ses", [{ ...event, mail }], "event-bridge")).accepted, 1);
});

test("whatever goes wrong before a source is let in is our trouble too: it comes again", async (t) => {
  await on.db.$executeRaw`alter table mail_source rename to mail_source_away`;
  t.after(() => on.db.$executeRaw`alter table mail_source_away rename to mail_source`);
  const request = new Request("https://repute.example/api/v1/ingest/generic", { method: "POST", body: "[]" });
  const { status } = await POST(request, { params: Promise.resolve({ source: "generic" }) });
  assert.equal(status, 503);
});
