import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { CATEGORIES } from "@/lib/core/events";
import { sharedFile } from "@/lib/testing-shared";
import { classify } from "./classify";
import { CODE_ROWS, explainCode } from "./codes";

interface TableRow {
  code: string;
  class: "hard" | "soft";
  description: string;
  explanation: string;
}

test("every row of the table keeps its class, bare and as a reply", (t) => {
  const file = sharedFile(t, "spec/bounce-codes.json");
  if (!file) return;
  const table: TableRow[] = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(table.length, 56);
  assert.deepEqual(
    CODE_ROWS.map((row) => [row.code, row.class]),
    table.map((row) => [row.code, row.class]),
  );
  for (const { code, class: wanted, description } of table)
    for (const text of [
      code,
      `550 ${code} ${description}`,
      `${code} ${description}`,
      `smtp; 550-${code} ${description}`,
    ]) {
      const got = classify({ text }).class;
      assert.ok(got === wanted || (wanted === "soft" && got === "spam"), `${text}: ${got}, not ${wanted}`);
    }
});

test("the words are our own", (t) => {
  const file = sharedFile(t, "spec/bounce-codes.json");
  if (!file) return;
  const theirs = new Set<string>();
  for (const row of JSON.parse(readFileSync(file, "utf8")) as TableRow[])
    for (const sentence of row.explanation.split(/(?<=\.)\s+/)) theirs.add(sentence);
  for (const row of CODE_ROWS)
    for (const sentence of [row.explanation, row.advice].join(" ").split(/(?<=\.)\s+/))
      assert.ok(!theirs.has(sentence), `${row.code}: ${sentence}`);
});

test("5.2.1 is explained by what the text says of it", () => {
  const list = classify({ text: "550 5.2.1 Mailing list expansion problem" });
  const mailbox = classify({ text: "550 5.2.1 The email account that you tried to reach is disabled" });
  assert.equal(explainCode(list).title, "Distribution list fails");
  assert.equal(explainCode(mailbox).title, "Mailbox switched off");
  assert.deepEqual([list.class, mailbox.class], ["hard", "hard"]);
});

test("a vague code is explained by its category, a precise one by its row", () => {
  assert.equal(explainCode({ reply: 550, enhanced: "", category: "mailbox-full" }).title, "Mailbox full");
  assert.equal(explainCode({ reply: 550, enhanced: "5.7.1", category: "spam" }).title, "Refused as spam");
  assert.equal(
    explainCode({ reply: 550, enhanced: "5.7.1", category: "policy" }).title,
    "Refused by the receiver's rules",
  );
  assert.equal(
    explainCode({ reply: 550, enhanced: "5.1.1", category: "policy" }).title,
    "Address does not exist",
  );
  assert.equal(
    explainCode({ reply: 550, enhanced: "5.7.777", category: "unknown" }).title,
    "Something about security or policy",
  );
  assert.equal(explainCode({ reply: 0, enhanced: "", category: "unknown" }).title, "No reason given");
});

test("every reading has words", () => {
  const codes = ["", "5.0.0", "4.4.7", "5.7.515", "5.9.9", "4.2.2", ...CODE_ROWS.map((row) => row.code)];
  for (const category of CATEGORIES)
    for (const code of codes)
      for (const reply of [0, 421, 550, 599]) {
        const words = explainCode({ reply, enhanced: code.includes(".") ? code : "", category });
        for (const text of [words.code, words.title, words.explanation, words.advice])
          assert.ok(text.length > 0);
      }
});
