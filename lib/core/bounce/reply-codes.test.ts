import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readCodes } from "./reply-codes";

const cases: [text: string, reply: number, enhanced: string][] = [
  ["550", 550, ""],
  ["5.1.1", 0, "5.1.1"],
  ["550 5.1.1 User unknown", 550, "5.1.1"],
  ["550-5.1.1 The account\r\n550-5.1.1 does not exist\r\n550 5.1.1 - gsmtp", 550, "5.1.1"],
  ["550-mail.example.org\n550 5.7.1 refused", 550, "5.7.1"],
  ["[550 5.1.1]", 550, "5.1.1"],
  ["550 #5.1.1 Address rejected", 550, "5.1.1"],
  ["sorry, no mailbox here by that name. (#5.1.1)", 0, "5.1.1"],
  ["smtp; 550 5.1.1 unknown", 550, "5.1.1"],
  ["smtp;550 unknown", 550, ""],
  ["552 5.2.121 too many this hour", 552, "5.2.121"],
  ["550 5.4.310 no such domain", 550, "5.4.310"],
  ["host mx.example.org[192.0.2.1] said: 554 refused (in reply to RCPT TO)", 554, ""],
  ["5.1.0 - Unknown address error 550-'5.7.1 Access denied' (delivery attempts: 0)", 550, "5.7.1"],
  ["554 4.4.7 Message expired <421 4.4.2 Connection timed out>", 554, "4.4.7"],
  ["550 554 Transaction Failed", 554, ""],
  ["421-4.7.28 unusual rate", 421, "4.7.28"],
  ["550 5.1.1. Gone", 550, "5.1.1"],
  ["host mx.example.org[203.0.113.2] said: 550 no", 550, ""],
  ["mx.example.org [192.0.2.1]: 550 : User unknown", 550, ""],
  ["host mx.example.org refused to talk to me: 421 busy", 421, ""],
  ["host mx.example.org[192.0.2.1] said: 550\n    5.1.1 unknown", 550, "5.1.1"],
  // No codes:
  ["connect to mx.example.org[203.0.113.2]:25: refused", 0, ""],
  ["connect to 192.5.1.1 failed", 0, ""],
  ["build 4.16.55.1", 0, ""],
  ["Exim 4.94.2 gave up", 0, ""],
  ["retrying in 450 minutes", 0, ""],
  ["[2001:db8:450::1] refused", 0, ""],
  ["550 5.01.1 leading zero", 550, ""],
  ["3.1.1", 0, ""],
  ["", 0, ""],
];

for (const [text, reply, enhanced] of cases)
  test(`reads ${JSON.stringify(text)}`, () => {
    const codes = readCodes(text);
    assert.deepEqual([codes.reply, codes.enhanced], [reply, enhanced]);
  });

test("spans are where the codes are, in any text", () => {
  const part = fc.oneof(
    fc.constantFrom("550", "5.1.1", "421 4.7.0", " ", "-", "(#", ")", "said: ", "\n"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("");
      const { reply, replySpan, enhanced, enhancedSpan } = readCodes(text);
      if (replySpan) assert.equal(text.slice(...replySpan), String(reply));
      else assert.equal(reply, 0);
      if (enhancedSpan) assert.equal(text.slice(...enhancedSpan), enhanced);
      else assert.equal(enhanced, "");
    }),
  );
});
