import assert from "node:assert/strict";
import { test } from "node:test";
import { demoSpamRates } from "./gmail";

const DAY = 86_400_000;
const options = { now: Date.UTC(2026, 10, 28, 9), days: 28, perDay: 100, seed: 1 };

test("Gmail asks the demo's newsletters to stay below 0.10%; the bought list passes it, on its days and the one after", () => {
  const rows = demoSpamRates(options);
  const ago = rows.map(({ day }) => Math.floor(options.now / DAY) - day);
  assert.deepEqual([Math.max(...ago), Math.min(...ago)], [27, 2]);
  const above = rows.map((row, i) => ({ ...row, ago: ago[i]! })).filter(({ rate }) => rate >= 1_000);
  assert.deepEqual([...new Set(above.map((row) => row.ago))].sort(), [3, 4, 5]);
  assert.deepEqual(rows, demoSpamRates(options));
});
