import assert from "node:assert/strict";
import test from "node:test";
import { findAddresses } from "./addresses";
import { decodeCharset, decodeTransfer, decodeWords } from "./decode";
import { textOfHtml } from "./html";

const bytes = (text: string, encoding: BufferEncoding = "utf8") =>
  Buffer.from(text, encoding).toString("latin1");

test("charsets: UTF-8 goes before what is declared, and what is decoded stays", () => {
  assert.equal(decodeCharset(bytes("Grüße"), "iso-8859-1"), "Grüße");
  assert.equal(decodeCharset(bytes("Grüße", "latin1"), "iso-8859-1"), "Grüße");
  assert.equal(decodeCharset(bytes("Grüße", "latin1"), "no-such-charset"), "Grüße");
  assert.equal(decodeCharset("\u001b$BF|K\\\u001b(B", "iso-2022-jp"), "日本");
  assert.equal(decodeCharset("日本", "utf-8"), "日本");
});

test("transfer encodings, whole, broken and unknown", () => {
  assert.equal(decodeTransfer("caf=C3=\r\n=A9 =ZZ", "Quoted-Printable"), bytes("café =ZZ"));
  assert.equal(decodeTransfer("Y2Fm\r\nw6k=", "base64"), bytes("café"));
  assert.equal(decodeTransfer("Y2Fmw", "base64"), "caf");
  assert.equal(decodeTransfer("a=41", "x-unknown"), "a=41");
});

test("encoded words", () => {
  assert.equal(decodeWords("=?utf-8?q?Gr=C3=BC=C3=9Fe_a?= b =?utf-8?b?w6k=?="), "Grüße a b é");
  assert.equal(decodeWords("=?utf-8?q?a?=\r\n =?utf-8?q?b?="), "ab");
  assert.equal(decodeWords("=?utf-8?x?a?="), "=?utf-8?x?a?=");
});

test("HTML becomes lines, without styles and scripts, and addresses in brackets stay", () => {
  assert.equal(
    textOfHtml("<style>p{}</style><p>To <b>&lt;a@b.example&gt;</b><br>and <c@d.example></p><script>x<y"),
    "\nTo <a@b.example>\nand <c@d.example>\n",
  );
});

const addresses: [text: string, found: string[]][] = [
  ["<ida@posteo.example>: and otto@posteo.example.", ["ida@posteo.example", "otto@posteo.example"]],
  ["<bounce+ida=posteo.example@shop.example>", ["bounce+ida=posteo.example@shop.example"]],
  ["SMTP=ida@posteo.example;", ["ida@posteo.example"]],
  ["用户@例え.example", ["用户@例え.example"]],
  ["@ a@ @b a@b c@-d.example", []],
];
for (const [text, found] of addresses)
  test(`addresses of ${text}`, () => {
    assert.deepEqual(
      findAddresses(text).map(({ address }) => address),
      found,
    );
  });
