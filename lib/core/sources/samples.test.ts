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
