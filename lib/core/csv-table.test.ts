import assert from "node:assert/strict";
import { test } from "node:test";
import { csvTable } from "./csv-table";

test("rows as a file: columns as they first come, gaps empty, nothing that a spreadsheet would run", () => {
  const rows = [
    { name: "Gmail", now: { k: 1, n: 10 } },
    { name: "=cmd", at: Date.UTC(2026, 10, 23) },
  ];
  assert.equal(csvTable(rows), "name,now.k,now.n,at\r\nGmail,1,10,\r\n'=cmd,,,2026-11-23T00:00:00.000Z\r\n");
});
