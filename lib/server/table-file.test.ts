import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { csvRecord } from "@/lib/core/csv";
import { addressColumn, readTable } from "./table-file";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(content: string | Buffer, size = 3) {
  const table = readTable(pieces(Buffer.from(content), size));
  const rows: string[][] = [];
  for await (const { cells } of table.records) rows.push(cells);
  return { rows, encoding: table.encoding() };
}

const ROWS = [
  ["e-mail", "name"],
  ["zoë@m.example", "Zoë, née Æ€"],
];
const TEXT = ROWS.map(csvRecord).join("");

for (const [what, content] of [
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with its mark", Buffer.from(`\uFEFF${TEXT}`)],
  ["UTF-16, little end first", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
  ["UTF-16, big end first", Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16()],
  ["gzip", gzipSync(TEXT)],
] as const)
  test(`${what} is read, wherever its pieces end`, async () => {
    for (const size of [1, 2, 3, 5, 1000])
      assert.deepEqual(await read(content, size), { rows: ROWS, encoding: "UTF-8" });
  });

test("what is no UTF-8 is read as Latin-1, and it is told", async () => {
  const content = Buffer.from("e-mail;name\r\na@m.example;Zo\xeb \xa3\r\n", "latin1");
  for (const size of [1, 4, 1000])
    assert.deepEqual(await read(content, size), {
      rows: [
        ["e-mail", "name"],
        ["a@m.example", "Zoë £"],
      ],
      encoding: "Latin-1",
    });
});

test("a character that breaks off at the end of the file is no UTF-8", async () => {
  const { rows, encoding } = await read(Buffer.from([0x61, 0x0a, 0x62, 0xc3]));
  assert.deepEqual([rows, encoding], [[["a"], ["bÃ"]], "Latin-1"]);
});

test("the most frequent delimiter of the first line is taken; a list has one column", async () => {
  assert.deepEqual((await read("a;b,c;d\n1;2,5;3")).rows, [
    ["a", "b,c", "d"],
    ["1", "2,5", "3"],
  ]);
  assert.deepEqual((await read("a@m.example\r\rb@m.example")).rows, [["a@m.example"], ["b@m.example"]]);
});

test("a cell that was guarded against spreadsheets is read as it was", async () => {
  assert.deepEqual((await read(csvRecord(["=a@m.example", "'quoted", "+1"]))).rows, [
    ["=a@m.example", "'quoted", "+1"],
  ]);
});

test("a workbook, an open quotation mark and an endless line are refused in a sentence", async () => {
  await assert.rejects(read(Buffer.from("PK\x03\x04....")), { code: "invalid-input", message: /workbook/ });
  await assert.rejects(read('a\n"b\nc'), {
    code: "invalid-input",
    message: /quotation mark is never closed/,
  });
  await assert.rejects(read("x".repeat(70_000), 1000), {
    code: "invalid-input",
    message: /longer than 64 kB/,
  });
});

test("the column of addresses is told by its name, then by an address in it", () => {
  assert.deepEqual(addressColumn(["Name", "E-Mail"]), { index: 1, isHeader: true });
  assert.deepEqual(addressColumn(["Ada", "a@m.example"]), { index: 1, isHeader: false });
  assert.deepEqual(addressColumn(["Kunden"]), { index: 0, isHeader: false });
  assert.throws(() => addressColumn(["Name", "Town"]), { code: "invalid-input" });
});
