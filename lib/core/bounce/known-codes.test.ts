import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { sharedFile } from "@/lib/testing-shared";
import { CODE_ROWS } from "./codes";
import { isKnownCode } from "./known-codes";

test("every row of the table is known, and codes that receivers make up are not", () => {
  for (const { code } of CODE_ROWS) assert.ok(isKnownCode(code), code);
  for (const code of ["4.2.2", "5.7.26", "5.7.515", "5.7.606", "421", "550"])
    assert.ok(isKnownCode(code), code);
  for (const code of [
    "5.7.999",
    "5.9.1",
    "4.4.8",
    "5.1.11",
    "572",
    "599",
    "unknown",
    "mailbox-full",
    "",
    "5",
    "5.1",
  ])
    assert.equal(isKnownCode(code), false, code);
});

test("what the registry enumerates is known", (t) => {
  const file = sharedFile(t, "spec/iana-enhanced-codes.json");
  if (!file) return;
  const { codes } = JSON.parse(readFileSync(file, "utf8")) as { codes: { code: string }[] };
  assert.ok(codes.length > 60);
  for (const { code } of codes) assert.ok(isKnownCode(code.replace("X", "5")), code);
});
