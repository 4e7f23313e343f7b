import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { csvRecord } from "@/lib/core/csv";
import { random } from "@/lib/core/demo/random";
import { shuffled } from "@/lib/testing-events";
import { importStream } from "./imports";
import { daily } from "./reports/daily";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { assertTruth, generateExport } from "./testing-truth";
import { undoImport } from "./undo";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(() => emptied(on.db));

function load(content: string | Buffer, name: string) {
  const bytes = Buffer.from(content);
  const input = Readable.from([bytes], { objectMode: false });
  return importStream(on.db, input, {
    name,
    source: "acs",
    bytes: bytes.length,
    startedBy: "test",
    now: new Date(),
  });
}

const SETTINGS: Record<string, number>[] = [
  {
    seed: 1,
    days: 5,
    "per-day": 200,
    recipients: 1_000,
    invalid: 0.1,
    "bad-lines": 7,
    duplicates: 0.03,
    late: 0.4,
  },
  {
    seed: 2,
    days: 30,
    "per-day": 60,
    recipients: 120,
    invalid: 0.3,
    "bad-lines": 7,
    duplicates: 0.2,
    late: 0.9,
  },
  { seed: 3, days: 1, "per-day": 5, recipients: 30, invalid: 0.5, "bad-lines": 9, duplicates: 0.5, late: 0 },
  {
    seed: 4,
    days: 3,
    "per-day": 1_500,
    recipients: 900,
    invalid: 0.05,
    "bad-lines": 0,
    duplicates: 0.01,
    late: 0.2,
  },
];

for (const settings of SETTINGS) {
  test(`an export becomes its truth, once and twice: ${JSON.stringify(settings)}`, async (t) => {
    const made = generateExport(t, settings);
    if (!made) return;
    const { text, truth } = made;
    const first = await load(text, "export.jsonl");
    assert.deepEqual([first.rejected, first.records], [truth.badLines, truth.records + truth.badLines]);
    assert.equal(first.accepted + first.duplicates + first.ignored + first.rejected, first.records);
    await assertTruth(on.db, truth);

    const again = await load(text, "export.jsonl");
    const { importId } = again;
    assert.deepEqual(again, {
      ...first,
      importId,
      accepted: 0,
      duplicates: first.accepted + first.duplicates,
    });
    await assertTruth(on.db, truth);

    await undoImport(on.db, first.importId, "test", new Date());
    await assertTruth(on.db, truth);
    await undoImport(on.db, importId, "test", new Date());
    assert.deepEqual(await daily(on.db, { tz: "UTC", sender: null }), []);
  });
}

const HALVES = {
  seed: 5,
  days: 20,
  "per-day": 200,
  recipients: 300,
  invalid: 0.3,
  "bad-lines": 5,
  duplicates: 0.1,
};

test("shuffled halves, in either order, become the same", async (t) => {
  const made = generateExport(t, HALVES);
  if (!made) return;
  const lines = shuffled(made.text.trimEnd().split("\n"), random(5).next);
  const halves = [lines.slice(0, lines.length / 2), lines.slice(lines.length / 2)].map((half) =>
    half.join("\n"),
  );
  for (const [first, second] of [halves, halves.toReversed()]) {
    await emptied(on.db);
    const results = [await load(first!, "a.jsonl"), await load(second!, "b.jsonl")];
    assert.equal(results[0]!.rejected + results[1]!.rejected, made.truth.badLines);
    await assertTruth(on.db, made.truth);
  }
});

interface Record_ {
  time: string;
  category: string;
  correlationId: string;
  properties: Record<string, unknown>;
}
const COLUMNS = [
  ...[
    "RecipientId",
    "DeliveryStatus",
    "SmtpStatusCode",
    "EnhancedSmtpStatusCode",
    "SenderDomain",
    "SenderUsername",
  ],
  ...["IsHardBounce", "FailureMessage", "EngagementType", "UserAgent", "UniqueRecipientsCount"],
];

/** As the portal writes it: US form, in UTC. */
function portalTime(time: string): string {
  const options = { timeZone: "UTC", fractionalSecondDigits: 3, dateStyle: undefined } as const;
  const date = new Date(time);
  const clock = date.toLocaleTimeString("en-US", {
    ...options,
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
  });
  return `${date.toLocaleDateString("en-US", { timeZone: "UTC" })}, ${clock}`;
}

const FORMS: Record<string, (records: Record_[]) => string | Buffer> = {
  "a.jsonl.gz": (records) => gzipSync(records.map((record) => JSON.stringify(record)).join("\n")),
  "records.json": (records) => JSON.stringify({ records }, null, 2),
  "list.json": (records) => JSON.stringify(records),
  "query.json": (records) =>
    JSON.stringify({
      tables: [
        {
          name: "PrimaryResult",
          columns: ["TimeGenerated", "Category", "CorrelationId", ...COLUMNS].map((name) => ({ name })),
          rows: records.map(({ time, category, correlationId, properties }) => [
            ...[time, category, correlationId],
            ...COLUMNS.map((name) => properties[name] ?? null),
          ]),
        },
      ],
    }),
  "portal.csv": (records) =>
    `\ufeff${csvRecord(["TimeGenerated [UTC]", "CorrelationId", ...COLUMNS])}${records
      .map(({ time, correlationId, properties }) =>
        csvRecord([
          portalTime(time),
          correlationId,
          ...COLUMNS.map((name) => String(properties[name] ?? "")),
        ]),
      )
      .join("")}`,
};

test("every form of the same export becomes the same", async (t) => {
  const made = generateExport(t, {
    seed: 6,
    days: 4,
    "per-day": 80,
    recipients: 100,
    invalid: 0.2,
    duplicates: 0.05,
  });
  if (!made) return;
  const records: Record_[] = made.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const expected = await load(made.text, "export.jsonl");
  for (const [name, form] of Object.entries(FORMS)) {
    await emptied(on.db);
    const { importId } = expected;
    assert.deepEqual({ ...(await load(form(records), name)), importId }, expected, name);
    await assertTruth(on.db, made.truth);
  }
});
