import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import { sharedFile } from "@/lib/testing-shared";
import { acs } from "./acs";

const delivery = {
  id: "11111111-1111-4111-8111-000000000001",
  subject: "sender/news@mail.example/message/m1",
  eventType: "Microsoft.Communication.EmailDeliveryReportReceived",
  eventTime: "2026-08-19T23:28:55.2532364Z",
  data: {
    sender: "News@Mail.example",
    recipient: "Ann@Gmail.example",
    messageId: "m1",
    status: "Delivered",
    deliveryStatusDetails: { statusMessage: "", recipientMailServerHostName: "mx.gmail.example" },
    deliveryAttemptTimestamp: "2026-08-19T23:26:32.99+00:00",
  },
};
const report = (data: object, envelope: object = {}) => ({
  ...delivery,
  ...envelope,
  data: { ...delivery.data, ...data },
});
const record = (properties: object, envelope: object = {}) => ({
  time: "2026-06-01T08:00:01.0000000Z",
  category: "EmailStatusUpdateOperational",
  correlationId: "c1",
  properties: {
    SenderDomain: "Mail.example",
    SenderUsername: "news",
    RecipientId: "ann@gmail.example",
    ...properties,
  },
  ...envelope,
});
const log = (properties: object, envelope?: object) => acs.readRecord(record(properties, envelope));

function only(events: MailEvent[]): MailEvent {
  assert.equal(events.length, 1);
  return events[0]!;
}
const reason = (value: unknown) => {
  const { rejects, events, ignored } = acs.readRecord(value);
  assert.deepEqual([rejects.length, events.length, ignored], [1, 0, 0]);
  return rejects[0]!.reason;
};

/** Kinds in order, ignored, rejected, of the body taken as a webhook's. */
const WEBHOOKS: Record<string, [string, number, number]> = {
  "captured-2025-failed.data-only.redacted.json": ["", 0, 1],
  "captured-2026-delivered.json": ["delivered", 0, 0],
  "dead-letter.eventgrid.storage-example.json": ["", 1, 0],
  "derived-batch-all-statuses.json": ["delivered hard suppressed spam spam expanded soft", 0, 0],
  "derived-duplicate-redelivery.json": ["hard hard", 0, 0],
  "derived-same-message-two-recipients.json": ["delivered hard", 0, 0],
  "docs-delivery-report.json": ["delivered", 0, 0],
  "docs-engagement-report.json": ["opened", 0, 0],
  "spec-delivery-report.cloudevents.json": ["delivered", 0, 0],
  "spec-delivery-report.eventgrid.json": ["delivered", 0, 0],
  "spec-engagement-report.cloudevents.json": ["clicked", 0, 0],
  "spec-engagement-report.eventgrid.json": ["clicked", 0, 0],
  "subscription-validation.json": ["", 1, 0],
  "subscription-validation.response.json": ["", 0, 1],
};

test("every Event Grid sample is read", (t) => {
  const folder = sharedFile(t, "fixtures/acs-eventgrid");
  if (!folder) return;
  assert.deepEqual(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort(),
    Object.keys(WEBHOOKS).sort(),
  );
  for (const [name, [kinds, ignored, rejected]] of Object.entries(WEBHOOKS)) {
    const parsed = acs.readWebhook(JSON.parse(readFileSync(path.join(folder, name), "utf8")));
    const found = parsed.events.map((event) => event.kind).join(" ");
    assert.deepEqual([found, parsed.ignored, parsed.rejects.length], [kinds, ignored, rejected], name);
    for (const { route, at } of parsed.events) {
      assert.equal(route, "webhook", name);
      assert.ok(at > Date.UTC(2020, 0) && at < Date.UTC(2027, 0), name);
    }
  }
});

test("a delivery report: attempt time, sender, evidence", () => {
  assert.deepEqual(only(acs.readWebhook([delivery]).events), {
    source: "acs",
    route: "webhook",
    messageId: "m1",
    recipient: "Ann@Gmail.example",
    kind: "delivered",
    at: Date.parse("2026-08-19T23:26:32.990Z"),
    sender: "news@mail.example",
    reply: 0,
    enhanced: "",
    category: "delivered",
    detail: { mx: "mx.gmail.example" },
  });
});

test("a failure captured in the field: iCloud's policy text is soft, not hard", (t) => {
  const file = sharedFile(t, "fixtures/acs-eventgrid/captured-2025-failed.data-only.redacted.json");
  if (!file) return;
  const event = only(acs.readWebhook({ ...delivery, data: JSON.parse(readFileSync(file, "utf8")) }).events);
  assert.equal(event.kind, "soft");
  assert.equal(event.detail?.status, "Failed");
  assert.equal(event.detail?.text, "[HM08] Message rejected due to local policy...");
  assert.equal(event.detail?.internetMessageId, "e73f3798-4fcd-43ea-9bbd-1766fb2ded40@listmonk");
});

test("the attempt's time is spelled in two ways; without one the publishing time stands in", () => {
  const { deliveryAttemptTimestamp, ...data } = delivery.data;
  const spelled = { ...delivery, data: { ...data, deliveryAttemptTimeStamp: deliveryAttemptTimestamp } };
  assert.equal(only(acs.readWebhook(spelled).events).at, Date.parse("2026-08-19T23:26:32.990Z"));
  assert.equal(
    only(acs.readWebhook({ ...delivery, data }).events).at,
    Date.parse("2026-08-19T23:28:55.253Z"),
  );
  const { eventTime: time, eventType: type, ...rest } = delivery;
  const cloud = { ...rest, type, time, specversion: "1.0", data };
  assert.equal(only(acs.readWebhook(cloud).events).at, Date.parse("2026-08-19T23:28:55.253Z"));
  assert.match(reason(report({ deliveryAttemptTimestamp: "yesterday" })), /yesterday/);
});

test("statuses are compared without case; an unknown one is kept, not guessed", () => {
  const kinds = {
    DELIVERED: "delivered",
    expanded: "expanded",
    suppressed: "suppressed",
    QUARANTINED: "spam",
  };
  for (const [status, kind] of Object.entries(kinds)) {
    assert.equal(only(acs.readWebhook(report({ status })).events).kind, kind);
  }
  assert.equal(reason(report({ status: "Greylisted" })), 'Unknown status "Greylisted"');
  assert.equal(reason(report({ status: "constructor" })), 'Unknown status "constructor"');
  assert.equal(reason(report({ status: "__proto__" })), 'Unknown status "__proto__"');
  assert.equal(reason(report({ status: "" })), "No status");
  assert.equal(reason(report({ status: { toString: "Delivered" } })), "No status");
});

test("what names no message or no recipient is refused with the reason", () => {
  assert.equal(reason(report({ messageId: " " })), "No message id");
  assert.equal(reason(report({ recipient: undefined })), "No recipient");
  assert.equal(reason(report({ recipient: "ann" })), '"ann" is no e-mail address');
  assert.equal(reason(report({ recipient: "@gmail.example" })), '"@gmail.example" is no e-mail address');
  assert.equal(reason(report({ recipient: "ann@" })), '"ann@" is no e-mail address');
  assert.match(reason(report({ recipient: `${"a".repeat(250)}@b.example` })), /longer than 254/);
  for (const odd of ["a\0@b.example", "a\nb@b.example", "a\u007f@b.example", "a\ud800@b.example"]) {
    assert.match(reason(report({ recipient: odd })), /characters that no address has/);
  }
  assert.equal(reason(report({ status: "Delivered", recipient: "" })), "No recipient");
  for (const nothing of [null, 7, "text", true, [], [delivery]])
    assert.match(reason(nothing), /^Not a record but/);
  assert.match(reason({}), /^Neither/);
  assert.match(reason({ ...delivery, data: "{}" }), /no data/);
  assert.match(reason({ ...delivery, data: undefined }), /^Neither/);
});

test("one bad element stops no other", () => {
  const parsed = acs.readWebhook([delivery, 7, report({ status: "?" }), report({ messageId: "m2" })]);
  assert.deepEqual(
    parsed.events.map((event) => event.messageId),
    ["m1", "m2"],
  );
  assert.deepEqual(
    parsed.rejects.map(({ index, raw }) => [index, typeof raw]),
    [
      [1, "number"],
      [2, "object"],
    ],
  );
});

test("engagement: Event Grid names no recipient, the logs do", () => {
  const engagement = {
    ...delivery,
    eventType: "Microsoft.Communication.EmailEngagementTrackingReportReceived",
    data: {
      sender: "news@mail.example",
      messageId: "m1",
      userActionTimeStamp: "2026-08-20T08:00:00Z",
      engagementContext: "https://shop.example/?a=1",
      userAgent: "Mozilla/5.0",
      engagementType: "click",
    },
  };
  const event = only(acs.readWebhook(engagement).events);
  assert.deepEqual(
    [event.kind, event.recipient, event.at],
    ["clicked", "", Date.parse("2026-08-20T08:00:00Z")],
  );
  assert.deepEqual(event.detail, { url: "https://shop.example/?a=1", userAgent: "Mozilla/5.0" });
  const row = log({ EngagementType: "View" }, { category: "EmailUserEngagementOperational" });
  assert.deepEqual([only(row.events).kind, only(row.events).recipient], ["opened", "ann@gmail.example"]);
  const odd = record({ EngagementType: "Hover" }, { category: "EmailUserEngagementOperational" });
  assert.equal(reason(odd), 'Unknown engagement "Hover"');
});

test("a bounce in the logs carries its codes and the platform's own verdict", () => {
  const text = "550 5.1.1 The email account that you tried to reach does not exist.";
  const codes = { SmtpStatusCode: "550", EnhancedSmtpStatusCode: "5.1.1", FailureMessage: text };
  const event = only(log({ DeliveryStatus: "Bounced", IsHardBounce: true, ...codes }).events);
  assert.deepEqual(
    [event.kind, event.category, event.reply, event.enhanced, event.sender],
    ["hard", "invalid-recipient", 550, "5.1.1", "news@mail.example"],
  );
  assert.deepEqual([event.detail?.hardBounce, event.detail?.text], [true, text]);
  const named = only(log({ DeliveryStatus: "Failed", FailureReason: "Mailbox full" }).events);
  assert.equal(named.detail?.text, "Mailbox full");
});

test("the platform's verdict is a boolean, a word, or not given", () => {
  const verdict = (IsHardBounce: unknown) =>
    only(log({ DeliveryStatus: "Bounced", IsHardBounce }).events).detail?.hardBounce;
  assert.deepEqual([true, "True", "TRUE", false, "False"].map(verdict), [true, true, true, false, false]);
  assert.deepEqual(["", null, undefined, "yes", 1].map(verdict), Array(5).fill(undefined));
});

test("the same row as a diagnostic record and as a row of Log Analytics is the same event", () => {
  const properties = { DeliveryStatus: "Bounced", SmtpStatusCode: 550, EnhancedSmtpStatusCode: "5.1.1" };
  const diagnostic = log(properties);
  const flat = {
    TimeGenerated: "2026-06-01T08:00:01Z",
    CorrelationId: "c1",
    ...record(properties).properties,
  };
  assert.deepEqual(acs.readRecord(flat).events, diagnostic.events);
  assert.deepEqual(
    acs.readRecord({ ...flat, Type: "ACSEmailStatusUpdateOperational" }).events,
    diagnostic.events,
  );
  assert.deepEqual(
    acs.readRecord({ ...flat, Category: "emailstatusupdateoperational" }).events,
    diagnostic.events,
  );
});

test("rows about the whole message, polling and other categories are no facts about a recipient", () => {
  const nothing = [
    record({ RecipientId: "", DeliveryStatus: "Queued" }),
    record({ RecipientId: "", DeliveryStatus: "OutForDelivery" }),
    record({ RecipientId: "", DeliveryStatus: "Dropped" }),
    record({ OperationType: "GetMessageStatus", MessageStatus: "Running" }),
    record({ DeliveryStatus: "" }),
    record({ UniqueRecipientsCount: 2 }, { category: "EmailSendMailOperational" }),
    record({}, { category: "NetworkSecurityGroupRuleCounter" }),
    { TimeGenerated: "2026-06-01T08:00:01Z", UniqueRecipientsCount: 2 },
    { ...delivery, eventType: "Microsoft.Communication.SMSReceived" },
    { ...delivery, eventType: "constructor" },
  ];
  for (const row of nothing) {
    assert.deepEqual(
      acs.readRecord(row),
      { events: [], origins: [], rejects: [], ignored: 1 },
      JSON.stringify(row),
    );
  }
  assert.equal(reason(record({ RecipientId: "", DeliveryStatus: "Delivered" })), "No recipient");
});

test("texts fit the database: bounded, without NUL, well-formed", () => {
  const text = `550 ${"x".repeat(3_995)}😀 ${"y".repeat(1e6)}`;
  const detail = only(
    acs.readWebhook(report({ status: "Failed", deliveryStatusDetails: { statusMessage: text } })).events,
  ).detail;
  assert.equal(detail?.text?.length, 4_000);
  assert.ok(detail.text.isWellFormed());
  const odd = only(acs.readWebhook(report({ messageId: "m\0\udc00", sender: "A\0@B.example" })).events);
  assert.deepEqual([odd.messageId, odd.sender], ["m\ufffd\ufffd", "a\ufffd@b.example"]);
});

test("no payload reaches a prototype", () => {
  const hostile = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"category":"EmailStatusUpdateOperational",' +
      '"time":"2026-06-01T08:00:00Z","correlationId":"c","properties":{"__proto__":{"DeliveryStatus":"Delivered"},"RecipientId":"a@b.example"}}',
  );
  assert.deepEqual(acs.readRecord(hostile), { events: [], origins: [], rejects: [], ignored: 1 });
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test("a row of several tables in one is told by what it holds", () => {
  const row = {
    TimeGenerated: "2026-06-01T08:00:01Z",
    CorrelationId: "c1",
    RecipientId: "ann@gmail.example",
  };
  const kinds = (columns: object) => acs.readRecord({ ...row, ...columns }).events.map((event) => event.kind);
  assert.deepEqual(kinds({ DeliveryStatus: "", EngagementType: "View", UniqueRecipientsCount: "" }), [
    "opened",
  ]);
  assert.deepEqual(kinds({ DeliveryStatus: "Delivered", EngagementType: "", UniqueRecipientsCount: "" }), [
    "delivered",
  ]);
  assert.deepEqual(kinds({ DeliveryStatus: "", EngagementType: "", UniqueRecipientsCount: "1" }), []);
});

test("a new subscription's code is handed out, its URL is not", (t) => {
  const file = sharedFile(t, "fixtures/acs-eventgrid/subscription-validation.json");
  if (!file) return;
  const parsed = acs.readWebhook(JSON.parse(readFileSync(file, "utf8")));
  assert.equal(parsed.validationCode, "512d38b6-c7b8-40c8-89fe-f46f9e9622b6");
  assert.ok(!JSON.stringify(parsed).includes("http"));
  assert.equal(acs.readWebhook([delivery]).validationCode, undefined);
});
