import assert from "node:assert/strict";
import { test } from "node:test";
import { READER_RULES, requestRule } from "./reader-rules";

const place = (id: string) => READER_RULES.findIndex((rule) => rule.id === id) + 1;

test("the places of the rules are in the database and do not move", () => {
  assert.deepEqual(
    READER_RULES.map(({ id }) => id),
    ["provider", "head", "apple-prefetch", "scanner", "program", "at-once", "many-links"],
  );
});

test("the example of each rule that looks at a program is caught by it", () => {
  for (const id of ["apple-prefetch", "scanner", "program"]) {
    const rule = READER_RULES[place(id) - 1]!;
    assert.equal(requestRule({ userAgent: rule.example }), place(id), id);
  }
  assert.equal(requestRule({ method: "head" }), place("head"));
  assert.equal(requestRule({ machine: true, method: "HEAD" }), place("provider"), "the first rule speaks");
});

test("the programs of people are nobody's machine", () => {
  const people = [
    "",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
    "Mozilla/5.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)",
    "Thunderbird/128.4.0",
  ];
  for (const userAgent of people) assert.equal(requestRule({ userAgent }), 0, userAgent);
});

test("programs and scanners under the names that they use", () => {
  for (const userAgent of [
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "BarracudaCentral/1.0",
    "Mimecast-Link-Scan",
    "curl/8.9.1",
    "Go-http-client/2.0",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0",
  ])
    assert.ok(requestRule({ userAgent }) > 0, userAgent);
});
