import assert from "node:assert/strict";
import { test } from "node:test";
import { feedAddresses } from "./addresses";

test("addresses are told, secrets are not", () => {
  const env = {
    ...{ MAIL_LISTEN: "0.0.0.0:25", MAIL_RECIPIENTS: "bounce@mail.example" },
    IMAP_URL: "imaps://reports%40mail.example:s3cret@imap.mail.example/INBOX?move=Done",
    AZURE_LOGS:
      "DefaultEndpointsProtocol=https;AccountName=acslogs;AccountKey=s3cret==;EndpointSuffix=core.windows.net",
    AZURE_DEAD_LETTERS: "undelivered",
    EVENT_HUB:
      "Endpoint=sb://acs.servicebus.windows.net/;SharedAccessKeyName=r;SharedAccessKey=s3cret=;EntityPath=logs",
  };
  const addresses = feedAddresses(env as unknown as NodeJS.ProcessEnv);
  assert.deepEqual(addresses, {
    "mail-smtp": "0.0.0.0:25, for bounce@mail.example",
    "mail-imap": "reports@mail.example at imap.mail.example/INBOX",
    blobs: "acslogs",
    "dead-letters": "undelivered of acslogs",
    "event-hub": "acs.servicebus.windows.net/logs",
  });
  assert.doesNotMatch(JSON.stringify(addresses), /s3cret/);
  const signed = { AZURE_LOGS: "https://acslogs.blob.core.windows.net/?sig=s3cret" };
  assert.deepEqual(feedAddresses(signed as unknown as NodeJS.ProcessEnv), {
    blobs: "acslogs.blob.core.windows.net",
  });
  assert.deepEqual(feedAddresses({} as unknown as NodeJS.ProcessEnv), {});
});
