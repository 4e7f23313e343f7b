import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unsubscribeToken } from "./unsubscribe-mail";

const TOKEN = `v1.aB-_.${"x".repeat(28)}.${"y".repeat(24)}`;
const WITH_MAILING = `v1.aB-_.${"x".repeat(34)}.${"y".repeat(24)}`;
const read = (...lines: string[]) => unsubscribeToken(new TextEncoder().encode(lines.join("\r\n")));

test("the token stands in the subject, as mail programs write it", () => {
  for (const token of [TOKEN, WITH_MAILING])
    for (const subject of [
      `unsubscribe ${token}`,
      token,
      `Unsubscribe:\r\n ${token}`,
      `=?utf-8?Q?unsubscribe_${token.replaceAll("_", "=5F")}?=`,
      `=?utf-8?B?${btoa(`unsubscribe ${token}`)}?=`,
    ])
      assert.equal(read("From: ida@posteo.example", `Subject: ${subject}`, "", "anything"), token, subject);
});

test("answers, replies, forwarded mails and tokens elsewhere ask for nothing", () => {
  const subject = `Subject: unsubscribe ${TOKEN}`;
  assert.equal(read("Auto-Submitted: auto-replied", subject, "", ""), null);
  assert.equal(read("Auto-Submitted: auto-notified; owner-email=x", subject, "", ""), null);
  assert.equal(read(`Subject: Re: unsubscribe ${TOKEN}`, "", ""), null);
  assert.equal(read(`Subject: Automatic reply: unsubscribe ${TOKEN}`, "", ""), null);
  assert.equal(read("Subject: unsubscribe", "", TOKEN), null);
  assert.equal(read(`Subject: x${TOKEN}`, "", ""), null);
  assert.equal(read(`Subject: ${TOKEN}z`, "", ""), null);
  assert.equal(read(`Subject: ${"v1.aaaa.".repeat(10_000)}`, "", ""), null);
  assert.equal(read("Auto-Submitted: no", subject, "", ""), TOKEN);
});

test("it never throws, whatever comes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => void unsubscribeToken(bytes)));
});
