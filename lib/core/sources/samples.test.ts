import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import { sharedFile } from "@/lib/testing-shared";
import { SOURCES } from ".";
import type { SourceName } from "./names";
import { printed, SAMPLES } from "./testing-samples";

for (const [source, table] of Object.entries(SAMPLES) as [SourceName, Record<string, string[]>][])
  test(`every published sample of ${source} is read as its page says`, (t) => {
    const folder = sharedFile(t, `fixtures/${source}`);
    if (!folder) return;
    const read: Record<string, string[]> = {};
    for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
      const body = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
      read[name] = printed(SOURCES[source].readWebhook(body));
    }
    assert.deepEqual(read, table);
  });

test("an SNS notification is read as the event inside of it, and as nothing where it only greets", (t) => {
  const folder = sharedFile(t, "fixtures/sns");
  if (!folder) return;
  const parsed = (name: string) =>
    SOURCES.ses.readWebhook(JSON.parse(readFileSync(path.join(folder, name), "utf8")));
  const bare = SAMPLES.ses["event-bounce.json"];
  assert.deepEqual(printed(parsed("derived-notification-wrapping-ses-bounce.json")), bare);
  assert.deepEqual(printed(parsed("derived-ses-topic-validation-notification.json")), ["nothing"]);
  assert.deepEqual(printed(parsed("subscription-confirmation.json")), ["nothing"]);
  assert.deepEqual(printed(parsed("unsubscribe-confirmation.json")), ["nothing"]);
  assert.deepEqual(printed(parsed("notification.json")), ["The message of the notification is not JSON"]);
  // What its header fields say is in the signed envelope too, and only that is believed.
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".headers.txt"))) {
    const fields: string = readFileSync(path.join(folder, name), "utf8");
    const envelope = JSON.parse(
      readFileSync(path.join(folder, name.replace(".headers.txt", ".json")), "utf8"),
    );
    const said = (field: string): string | undefined =>
      new RegExp(`^x-amz-sns-${field}: (.*?)\\r?$`, "m").exec(fields)?.[1];
    assert.deepEqual([said("message-type"), said("topic-arn")], [envelope.Type, envelope.TopicArn], name);
  }
});

test("recipients of one bounce of SES may differ: one failed, the other is tried again", (t) => {
  const file = sharedFile(t, "fixtures/ses/fragment-bounce-object-mixed-recipients.json");
  if (!file) return;
  const bounce = JSON.parse(readFileSync(file, "utf8"));
  const { events } = SOURCES.ses.readWebhook({ eventType: "Bounce", bounce, mail: { messageId: "m" } });
  const said = events.map((event: MailEvent) => `${event.recipient} ${event.kind} ${event.enhanced}`);
  assert.deepEqual(said, ["recipient1@example.com hard 5.0.0", "recipient2@example.com delayed 4.0.0"]);
});

test("a word that no page has is kept with its reason, and is no verdict", () => {
  const reasons = (source: SourceName, body: object) =>
    SOURCES[source].readWebhook(body).rejects.map(({ reason }) => reason);
  const changed = { RecordType: "SubscriptionChange", MessageID: "m", Recipient: "ida@posteo.example" };
  const change = (SuppressionReason: string, SuppressSending = true) =>
    reasons("postmark", {
      ...changed,
      SuppressionReason,
      SuppressSending,
      ChangedAt: "2026-06-01T08:00:00Z",
    });
  assert.deepEqual(change("Telepathy"), ['Unknown reason of a suppression "Telepathy"']);
  for (const known of ["HardBounce", "SpamComplaint", "ManualSuppression"])
    assert.deepEqual(change(known), []);
  assert.deepEqual(change("", false), [], "a suppression that ended has none");

  const report = { data: { messageId: "m", recipient: "ida@posteo.example" } };
  const typed = (eventType: string) => reasons("acs", [{ ...report, eventType }]);
  assert.deepEqual(typed("Microsoft.Communication.EmailComplaintReceived"), [
    'Unknown type of event "Microsoft.Communication.EmailComplaintReceived"',
  ]);
  assert.deepEqual(typed("Microsoft.Communication.SMSReceived"), [], "of another service");

  const bounce = {
    event: "bounce",
    email: "ida@posteo.example",
    sg_message_id: "m",
    timestamp: 1_780_000_000,
  };
  const verdict = (type?: string) =>
    SOURCES.sendgrid.readWebhook([{ ...bounce, type }]).events[0]?.detail?.hardBounce;
  assert.deepEqual(
    [verdict(), verdict("bounce"), verdict("blocked"), verdict("vanished")],
    [true, true, false, undefined],
  );
});
