import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Refusal } from "@/lib/core/error";
import { readRecords } from "./log-reader";
import type { Row } from "./log-reader/row";

interface Read {
  rows: Row[];
  bytesRead: number;
  /** Why reading ended early. */
  refusal?: string;
}

async function read(content: string | Buffer, name = "export", chunk = 65_536): Promise<Read> {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) =>
    bytes.subarray(index * chunk, (index + 1) * chunk),
  );
  const found: Read = { rows: [], bytesRead: 0 };
  try {
    for await (const part of readRecords(Readable.from(chunks, { objectMode: true }), name)) {
      found.rows.push(...part.rows);
      found.bytesRead = part.bytesRead;
    }
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    found.refusal = error.message;
  }
  return found;
}

const values = ({ rows }: Read) => rows.map((row) => ("reason" in row ? row.reason : row.value));

const RECORDS = [
  { TimeGenerated: "2026-04-14T02:20:02.221Z", CorrelationId: "c1", RecipientId: "", DeliveryStatus: "" },
  {
    TimeGenerated: "2026-04-14T14:20:05.441Z",
    CorrelationId: "c1",
    RecipientId: "ä@漢.example",
    DeliveryStatus: "Delivered",
  },
  {
    TimeGenerated: "2026-04-15T00:00:00.000Z",
    CorrelationId: "c2",
    RecipientId: "b@b.example",
    DeliveryStatus: 'Say "x", {[\n]} 😀',
  },
];
const COLUMNS = Object.keys(RECORDS[0]!).map((name) => ({ name, type: "string" }));
const RESULT = {
  tables: [{ name: "PrimaryResult", columns: COLUMNS, rows: RECORDS.map((row) => Object.values(row)) }],
};
const PORTAL = [
  "TimeGenerated [UTC],CorrelationId,RecipientId,DeliveryStatus",
  '"4/14/2026, 2:20:02.221 AM",c1,,',
  '"4/14/2026, 2:20:05.441 PM",c1,ä@漢.example,Delivered',
  '"4/15/2026, 12:00:00.000 AM",c2,b@b.example,"Say ""x"", {[\n]} 😀"',
];

const FORMS: Record<string, string> = {
  "JSON Lines": RECORDS.map((row) => JSON.stringify(row)).join("\n"),
  "JSON Lines with CRLF, empty lines and an end": RECORDS.map((row) => `${JSON.stringify(row)}\r\n\r\n`).join(
    "",
  ),
  "a line with an envelope": JSON.stringify({ records: RECORDS }),
  "a line with a list": JSON.stringify(RECORDS),
  "a line with our own list": JSON.stringify({ events: RECORDS }),
  "an answer of Mailgun's, laid out": JSON.stringify({ items: RECORDS, paging: { next: "n" } }, null, 1),
  "an answer of SparkPost's, laid out": JSON.stringify({ results: RECORDS, total_count: 3 }, null, 1),
  "a line with a query's result": JSON.stringify(RESULT),
  "an envelope, laid out": JSON.stringify({ note: { records: [1] }, records: RECORDS, tail: [] }, null, 2),
  "a list, laid out": JSON.stringify(RECORDS, null, 2),
  "a list, one element a line": `[\n${RECORDS.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`,
  "a query's result, laid out": JSON.stringify(RESULT, null, "\t"),
  "objects one after another": RECORDS.map((row) => JSON.stringify(row, null, 2)).join("\n"),
  "the portal's CSV": PORTAL.join("\n"),
  "the portal's CSV with a mark and CRLF": `\ufeff${PORTAL.join("\r\n")}\r\n`,
  "JSON Lines with a mark": `\ufeff${RECORDS.map((row) => JSON.stringify(row)).join("\n")}`,
};

for (const [form, text] of Object.entries(FORMS)) {
  test(`reads ${form}`, async () => {
    for (const chunk of [1, 7, 65_536]) {
      assert.deepEqual(values(await read(text, "export", chunk)), RECORDS, `chunks of ${chunk}`);
    }
    assert.deepEqual(values(await read(gzipSync(text), "export", 11)), RECORDS, "gzip");
    const utf16 = Buffer.from(`\ufeff${text.replace("\ufeff", "")}`, "utf16le");
    assert.deepEqual(values(await read(utf16, "export", 5)), RECORDS, "UTF-16 LE");
    assert.deepEqual(values(await read(utf16.swap16(), "export", 5)), RECORDS, "UTF-16 BE");
  });
}

test("each record knows its line or its number", async () => {
  const lines = (text: string) => read(text).then(({ rows }) => rows.map((row) => row.line));
  assert.deepEqual(await lines(FORMS["JSON Lines with CRLF, empty lines and an end"]!), [1, 3, 5]);
  assert.deepEqual(await lines(FORMS["a list, laid out"]!), [1, 2, 3]);
  assert.deepEqual(await lines(FORMS["the portal's CSV"]!), [2, 3, 5]);
});

test("unreadable lines are told apart and stop nothing, the first ones too", async () => {
  const good = JSON.stringify(RECORDS[1]);
  const BAD = ['{"time":"2026-06-01T', "not json at all", "[]", "\u0000\u0001"];
  for (const bad of BAD) {
    const found = await read([bad, good, bad, good].join("\n"));
    assert.deepEqual(
      found.rows.map((row) => [row.line, "reason" in row]),
      [
        [1, true],
        [2, false],
        [3, true],
        [4, false],
      ],
      bad.slice(0, 30),
    );
    assert.ok(found.rows.every((row) => !("reason" in row) || row.raw === bad.slice(0, 65_536)));
  }
  const long = await read([good, `{"a":"${"x".repeat(1_048_576)}"}`, good].join("\n"));
  assert.deepEqual(values(long), [RECORDS[1], "The line is longer than 1 MB", RECORDS[1]]);
  const first = await read("[]");
  assert.deepEqual(values(first), ["An empty list"]);
});

test("a file of nothing but unreadable lines is read for its name", async () => {
  assert.deepEqual(values(await read("what\nis this", "export.jsonl")), ["Not JSON", "Not JSON"]);
  assert.match((await read("what\nis this", "letter.txt")).refusal ?? "", /^letter\.txt is no log export/);
  assert.match(
    (await read("a,b\n1,2", "table.csv")).refusal ?? "",
    /no columns TimeGenerated and CorrelationId/,
  );
  assert.match((await read("PK\x03\x04....", "book.xlsx")).refusal ?? "", /ZIP archive or an Excel workbook/);
  assert.deepEqual(await read("", "empty.json"), { rows: [], bytesRead: 0 });
  assert.deepEqual((await read("\n\n", "blank.json")).rows, []);
});

test("a query's result that is not whole says so as one rejected row", async () => {
  const partial = { ...RESULT, error: { code: "PartialError", message: "…" } };
  for (const text of [JSON.stringify(partial), JSON.stringify(partial, null, 1)]) {
    const found = values(await read(text));
    assert.deepEqual(found.slice(0, 3), RECORDS);
    assert.match(String(found[3]), /incomplete \(PartialError\)/);
  }
});

test("what breaks off says so, and what came before stands", async () => {
  const many = Array.from({ length: 2_000 }, (_, n) => ({ ...RECORDS[1], CorrelationId: `c${n}` }));
  const document = JSON.stringify(many, null, 1);
  const cutOff = await read(document.slice(0, -400), "batch.json");
  assert.match(cutOff.refusal ?? "", /^batch\.json breaks off after 199\d records/);
  assert.ok(cutOff.rows.length >= 1_990);
  assert.match(String(values(cutOff).at(-1)), /breaks off after 199\d records/);

  const damaged = await read(document.replace("c1500", 'c1500"'), "batch.json");
  assert.match(
    damaged.refusal ?? "",
    /^The JSON of batch\.json is damaged near line 9004, after 1500 records\.$/,
  );
  assert.deepEqual(values(damaged), [...many.slice(0, 1_500), damaged.refusal]);
  const last = damaged.rows.at(-1)!;
  assert.ok("reason" in last && last.line === 1_501 && last.raw.includes('c1500""'));

  const packed = gzipSync(many.map((row) => JSON.stringify(row)).join("\n"));
  assert.match((await read(packed.subarray(0, -20), "a.gz", 500)).refusal ?? "", /^a\.gz is cut off/);
  const broken = Buffer.from(packed);
  broken.fill(0x55, packed.length - 600, packed.length - 200);
  assert.match((await read(broken, "a.gz", 500)).refusal ?? "", /^a\.gz is damaged/);

  const csv = await read(
    `${PORTAL.join("\n")}\n"4/15/2026, 1:00:00 AM,c3,b@b.example,Delivered\n`,
    "table.csv",
  );
  assert.match(csv.refusal ?? "", /^The CSV of table\.csv is damaged after line 5/);
  assert.equal(csv.rows.length, 3);
});

test("of a document on one line every record before the damage is read, and the damage is kept", async () => {
  const texts = Array.from({ length: 9 }, (_, n) =>
    JSON.stringify({ ...RECORDS[2], CorrelationId: `c${n}` }),
  );
  const [broken, wanted] = [
    `${texts[7]!.slice(0, -3)},,}`,
    texts.slice(0, 7).map((text) => JSON.parse(text)),
  ];
  for (const chunk of [10, 300, 65_536]) {
    const whole = `{"records":[${[...texts.slice(0, 7), broken, texts[8]].join(",")}]}`;
    const found = await read(whole, "day.json", chunk);
    assert.match(found.refusal ?? "", /damaged near line 1, after 7 records/);
    assert.deepEqual(values(found), [...wanted, found.refusal]);
    const last = found.rows.at(-1)!;
    assert.ok(
      "reason" in last && last.line === 8 && last.raw.startsWith(`,${broken.slice(0, 60)}`),
      last.line.toString(),
    );
  }
});

test("a first line beyond 1 MB is one line that is too long, in a document it is the document", async () => {
  const long = JSON.stringify({ CorrelationId: "c0", FailureMessage: "x".repeat(1_200_000) });
  const lines = await read([long, ...RECORDS.map((row) => JSON.stringify(row))].join("\n"), "day.jsonl");
  assert.deepEqual(values(lines), ["The line is longer than 1 MB", ...RECORDS]);
  const many = Array.from({ length: 9_000 }, () => RECORDS[1]);
  for (const document of [
    many,
    { meta: { of: [1] }, records: many },
    { meta: "x".repeat(900_000), records: many },
  ])
    assert.equal((await read(JSON.stringify(document), "day.json")).rows.length, 9_000);
});

test("a record without end is refused before it fills the memory", async () => {
  const found = await read(`[{"a":"${"x".repeat(3_000_000)}"},{"a":1}]`, "big.json");
  assert.match(found.refusal ?? "", /^big\.json has a record longer than 1 MB/);
});

test("times in a zone of the reader's own are refused: nobody can tell which", async () => {
  const local = PORTAL.join("\n").replace("[UTC]", "[Local Time]");
  assert.match((await read(local, "portal.csv")).refusal ?? "", /^portal\.csv has times in "Local Time"/);
});

test("other marks between the columns, and more or fewer cells than columns", async () => {
  for (const mark of [";", "\t"]) {
    const text = `TimeGenerated [UTC]${mark}CorrelationId${mark}__proto__\n4/15/2026, 1:00:00 AM${mark}c1\n${mark}c2${mark}x${mark}y\n`;
    assert.deepEqual(values(await read(text)), [
      { TimeGenerated: "2026-04-15T01:00:00.000Z", CorrelationId: "c1" },
      { TimeGenerated: "", CorrelationId: "c2" },
    ]);
  }
});

test("an error of the stream itself comes through as it is, and the stream is closed", async () => {
  const failing = Readable.from(
    (async function* () {
      for (let n = 0; n < 20; n += 1) yield Buffer.from(`${JSON.stringify(RECORDS[1])}\n`.repeat(1_000));
      throw new Error("the line went dead");
    })(),
  );
  await assert.rejects(async () => {
    for await (const _ of readRecords(failing, "upload.jsonl"));
  }, /the line went dead/);

  const short = async function* () {
    yield Buffer.from(JSON.stringify(RECORDS[1]));
    throw new Error("the line went dead");
  };
  const came: Row[] = [];
  await assert.rejects(async () => {
    for await (const { rows } of readRecords(short(), "upload.jsonl")) came.push(...rows);
  }, /the line went dead/);
  await assert.rejects(
    readRecords(Readable.from(short()).drop(1), "upload.jsonl").next(),
    /the line went dead/,
  );

  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.from(`${JSON.stringify(RECORDS[1])}\n`.repeat(500));
    })(),
  );
  for await (const _ of readRecords(endless, "endless.jsonl")) break;
  assert.ok(endless.destroyed);
});
