import assert from "node:assert/strict";
import test from "node:test";
import { parameter, readHeader } from "./header";
import { contentOf, partsOf } from "./parts";

function contents(text: string): [type: string, content: string][] {
  const { header, body } = readHeader(text, 0, text.length);
  return partsOf(text, header, body).map((part) => [part.type, contentOf(text, part, 1_000)]);
}

test("a mail of one piece is one part", () => {
  assert.deepEqual(contents("Subject: a\r\n\r\nb\r\n"), [["", "b\r\n"]]);
});

test("nested parts come in order, without preamble and epilogue", () => {
  const text = [
    'Content-Type: multipart/mixed; boundary="ab"',
    "",
    "preamble",
    "--ab",
    "Content-Type: multipart/alternative;",
    " boundary=abc",
    "",
    "--abc",
    "Content-Type: Text/Plain",
    "",
    "one",
    "--abc--",
    "--ab",
    "",
    "two",
    "--abcd is no boundary",
    "--ab--",
    "epilogue",
  ].join("\r\n");
  assert.deepEqual(contents(text), [
    ["text/plain", "one"],
    ["", "two\r\n--abcd is no boundary"],
  ]);
});

test("without a closing line the last part goes to the end; without any boundary all is one", () => {
  const head = "Content-Type: multipart/mixed; boundary=b\n\n";
  assert.deepEqual(contents(`${head}--b\n\none\n--b\n\ntwo`), [
    ["", "one"],
    ["", "two"],
  ]);
  assert.deepEqual(contents(`${head}one`), [["multipart/mixed", "one"]]);
});

test("fields: the first of a name counts, folds are joined, also those that lost their blanks", () => {
  const { header, body } = readHeader(
    "A: 1\r\n  2\r\nb:3\r\nA: 4\r\nno field\r\nC: x;\r\ny=z\r\n\r\nrest",
    0,
    60,
  );
  assert.deepEqual([header.get("a"), header.get("b"), header.get("c")], ["1 2", "3", "x; y=z"]);
  assert.equal("A: 1\r\n  2\r\nb:3\r\nA: 4\r\nno field\r\nC: x;\r\ny=z\r\n\r\nrest".slice(body), "rest");
});

test("what begins without a field has no header", () => {
  const { header, body } = readHeader("Hello.\nA: b\n\nc", 0, 15);
  assert.deepEqual([header.size, body], [0, 0]);
});

test("parameters, quoted or bare", () => {
  const value = 'multipart/report; report-type=delivery-status;\tboundary="a b"; x = y';
  assert.equal(parameter(value, "report-type"), "delivery-status");
  assert.equal(parameter(value, "boundary"), "a b");
  assert.equal(parameter(value, "x"), "y");
  assert.equal(parameter(value, "charset"), "");
});
