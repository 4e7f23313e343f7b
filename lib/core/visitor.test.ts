import assert from "node:assert/strict";
import { test } from "node:test";
import { agentOf, networkOf } from "./visitor";

for (const [address, network] of [
  ["203.0.113.77", "203.0.113.0"],
  ["::ffff:203.0.113.77", "203.0.113.0"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::"],
  ["2001:0DB8:0001::17", "2001:db8:1::"],
  ["::1", "0:0:0::"],
  ["unknown", ""],
  ["abc", ""],
  ["1:2:3", ""],
  ["<script>", ""],
] as const)
  test(`the network of ${address} is ${network || "not told"}`, () =>
    assert.equal(networkOf(address), network));

for (const [text, agent] of [
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131 Safari/537.36",
    "browser",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0", "mail-program"],
  ["curl/8.5.0", "program"],
  [null, ""],
] as const)
  test(`${text} is ${agent || "not told"}`, () => assert.equal(agentOf(text), agent));
