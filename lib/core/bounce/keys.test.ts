import assert from "node:assert/strict";
import test from "node:test";
import type { BounceClass, Category } from "@/lib/core/events";
import { classify } from "./classify";
import { findReason } from "./rules";
import { KEYS } from "./rules/keys";

test("every key of every table is found under its own name, between brackets and in either case", () => {
  for (const { receiver, before = [""], keys } of KEYS)
    for (const [category, list] of Object.entries(keys))
      for (const key of list.split(" "))
        for (const lead of before) {
          const written = (lead + key).replaceAll("%", "7").replace("~", "");
          for (const text of [`refused [${written}] by mx7`, `(${written.toLowerCase()})`, written]) {
            const found = findReason(text);
            assert.ok(found?.rule.id.startsWith(`${receiver}:`), `${text}: ${found?.rule.id}`);
            assert.equal(text.slice(...(found?.span ?? [0, 0])).toLowerCase(), written.toLowerCase());
          }
          assert.equal(findReason(written)?.rule.category, category);
        }
});

const cases: [text: string, BounceClass, Category, rule: string][] = [
  [
    "550-5.1.1 no https://support.google.com/mail/?p=NoSuchUser x7",
    "hard",
    "invalid-recipient",
    "gmail:NoSuchUser",
  ],
  [
    "452 4.2.2 https://support.google.com/mail/?p=OverQuotaTemp",
    "soft",
    "mailbox-full",
    "gmail:OverQuotaTemp",
  ],
  ["421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred", "spam", "blocklist", "yahoo:TSS%%"],
  ["554 Message not allowed - [PH01] Email not accepted", "soft", "policy", "yahoo:PH01"],
  ["421 4.7.0 [GL01] Message from (192.0.2.1) deferred", "soft", "greylist", "yahoo:GL01"],
  ["554 5.7.1 (RTR:BB) see http://postmaster.example.com/", "spam", "blocklist", "aol:RTR:BB"],
  ["550 5.7.1 messages from [192.0.2.1] weren't sent (S3150). [X]", "spam", "blocklist", "microsoft:S3150"],
  ["550 SC-001 (BAY7) messages from 192.0.2.1 weren't sent", "spam", "blocklist", "microsoft:SC-001"],
  [
    "421 no, see http://postmaster.example.net/codes.php#RL000010",
    "soft",
    "rate-limited",
    "comcast:RL00%%%%",
  ],
  ["554 cox 192.0.2.1 rejected AUP#CXDNS", "soft", "authentication-failure", "cox:CXDNS"],
  ["550 5.1.0 sender rejected. AUP#In-1310", "soft", "rate-limited", "spectrum:13%%"],
  ["554 bizsmtp IB103. Connection refused", "spam", "blocklist", "godaddy:IB103"],
  ["550 5.5.0 Invalid recipient. LPN007_416", "hard", "invalid-recipient", "orange:416"],
  ["550 5.2.0 Mail rejete. OFR_506 [506]", "spam", "spam", "orange:506"],
  ["554 DT:SPM 163 mx30, see http://mail.example.cn/", "spam", "spam", "netease:DT:SPM"],
  ["554 Connection refused [smtp-16.example; LIB_101]", "spam", "blocklist", "libero:LIB_10%"],
];

for (const [text, wantedClass, category, rule] of cases)
  test(`reads the key of ${JSON.stringify(text)}`, () => {
    const reading = classify({ text });
    assert.deepEqual([reading.class, reading.category, reading.rule], [wantedClass, category, rule]);
  });

test("a key within a word, an address or another's link is none", () => {
  for (const text of [
    "550 XTSS04 no",
    "550 TSS041 no",
    "550 <TSS04@example.org> no",
    "550 see https://tss04.example.org/bl21 now",
    "550 https://example.org/IB103 no",
  ])
    assert.ok(!findReason(text)?.rule.id.includes(":"), text);
});
