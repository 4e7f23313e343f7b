import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Line, LineSplitter } from "./line-splitter";

function split(chunks: Buffer[], longest = 1_000): Line[] {
  const splitter = new LineSplitter(longest);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const anyLine = fc.string({
  unit: fc.constantFrom("a", "é", "漢", "😀", "\0", "\r", "{", " "),
  maxLength: 40,
});
const anySizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

test("lines are the same wherever the chunks are cut, inside a character too", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 20 }), anySizes, fc.boolean(), (texts, sizes, closed) => {
      const text = texts.join("\n") + (closed && texts.length ? "\n" : "");
      const expected = text.split("\n").map((line) => line.replace(/\r$/, ""));
      if (expected.at(-1) === "") expected.pop();
      const lines = split(cut(Buffer.from(text), sizes));
      // A last line that is only "\r" has no end: it is a line without text.
      const found = lines.map((line) => line.text);
      if (/(^|\n)\r$/.test(text)) expected.push("");
      assert.deepEqual(found, expected);
      assert.deepEqual(
        lines.map((line) => line.number),
        lines.map((_, index) => index + 1),
      );
    }),
  );
});

test("a line is too long by its bytes, wherever the chunks are cut", () => {
  const texts = ["ok", "x".repeat(20), "x".repeat(21), "漢".repeat(6), "漢".repeat(7), "ok"];
  for (const size of [1, 3, 20, 21, 22, 1_000]) {
    const lines = split(cut(Buffer.from(texts.join("\n")), [size]), 20);
    assert.deepEqual(
      lines.map(({ number, tooLong }) => [number, tooLong]),
      [
        [1, false],
        [2, false],
        [3, true],
        [4, false],
        [5, true],
        [6, false],
      ],
      `chunks of ${size}`,
    );
    assert.equal(lines[5]?.text, "ok");
  }
});

test("of an endless line only the beginning is held", () => {
  const splitter = new LineSplitter(1_048_576);
  const chunk = Buffer.alloc(262_144, "x");
  for (let n = 0; n < 1_000; n += 1) assert.deepEqual(splitter.push(chunk), []);
  const [line] = splitter.end();
  assert.deepEqual([line?.tooLong, line?.text.length], [true, 65_536]);
});
