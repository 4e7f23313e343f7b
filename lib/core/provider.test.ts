import assert from "node:assert/strict";
import test from "node:test";
import { PROVIDERS, type Provider, providerOf } from "./provider";

const cases: [domain: string, provider: Provider][] = [
  ["gmail.com", "Gmail"],
  ["googlemail.com", "Gmail"],
  ["hotmail.co.uk", "Outlook"],
  ["live.nl", "Outlook"],
  ["msn.com", "Outlook"],
  ["yahoo.com.br", "Yahoo"],
  ["aol.de", "Yahoo"],
  ["me.com", "iCloud"],
  ["gmx.at", "GMX, Web.de"],
  ["web.de", "GMX, Web.de"],
  ["t-online.de", "T-Online"],
  ["wanadoo.fr", "Orange"],
  ["qq.com", "QQ Mail"],
  ["yahoo.co.jp", "Yahoo Japan"],
  ["posteo.example", "Others"],
  ["notgmail.com", "Others"],
  ["gmail.com.example", "Others"],
  ["constructor", "Others"],
  ["", "Others"],
];

for (const [domain, provider] of cases)
  test(`${domain || "no domain"} is ${provider}`, () => {
    assert.equal(providerOf(domain), provider);
  });

test("the largest come first, everybody else last, nobody twice", () => {
  assert.deepEqual(PROVIDERS.slice(0, 5), ["Gmail", "Outlook", "Yahoo", "iCloud", "GMX, Web.de"]);
  assert.equal(PROVIDERS.at(-1), "Others");
  assert.equal(new Set(PROVIDERS).size, PROVIDERS.length);
});
