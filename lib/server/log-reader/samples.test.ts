import assert from "node:assert/strict";
import { createReadStream, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { SOURCES } from "@/lib/core/sources";
import { printed } from "@/lib/core/sources/testing-samples";
import { sharedFile } from "@/lib/testing-shared";
import { Batch } from "../import-batch";
import { readRecords } from "../log-reader";

const MESSAGE = "ec61511c-95a";
const STATUSES = [
  `delivered user@email.com ${MESSAGE} 2026-04-14T02:20:05.441Z from donotreply@contoso.com delivered`,
  `hard nobody@email.com ${MESSAGE} 2026-04-14T02:20:06.902Z from donotreply@contoso.com 550 5.1.1 invalid-recipient`,
];

/** What each holds. Those of other services and tables say nothing about mail; those that are a part of a record say no message. */
const SAMPLES: Record<string, string[]> = {
  "derived-blob-PT1H.jsonl": [...STATUSES, "nothing", "nothing"],
  "derived-eventhub-records.json": [
    ...STATUSES,
    `opened user@email.com ${MESSAGE} 2026-04-14T02:25:00.000Z`,
    ...["nothing", "nothing", "nothing"],
  ],
  "derived-portal-export.csv": [...STATUSES, "nothing", "nothing"],
  "derived-query-api-response.status-update.json": [...STATUSES, "nothing", "nothing"],
  "docs-generic-blob-PT1H.nsg.jsonl": ["nothing"],
  "docs-generic-eventhub-records.logicapps.json": ["nothing"],
  "docs-properties-engagement-click.json": ["No message id"],
  "docs-properties-engagement-view.json": ["No message id"],
  "docs-properties-sendmail.json": ["nothing"],
  "docs-properties-status-update.json": ["No message id"],
  "docs-query-api-response.generic.json": ["nothing", "nothing", "nothing", "nothing"],
};

test("every published sample of the logs of ACS is read as its page says, in whichever form it lies", async (t) => {
  const folder = sharedFile(t, "fixtures/acs-diagnostics");
  if (!folder) return;
  const read: Record<string, string[]> = {};
  for (const name of readdirSync(folder)) {
    const batch = new Batch(SOURCES.acs, {
      ...{ days: 400, logFrom: null },
      outdatedBefore: 0,
      until: Number.POSITIVE_INFINITY,
    });
    for await (const chunk of readRecords(createReadStream(path.join(folder, name)), name)) batch.add(chunk);
    const { events, rejects, ignored } = batch;
    const reasons = rejects.map(({ reason, raw }, index) => ({ index, reason, raw }));
    read[name] = printed({ events, origins: [], rejects: reasons, ignored });
  }
  assert.deepEqual(read, SAMPLES);
});
