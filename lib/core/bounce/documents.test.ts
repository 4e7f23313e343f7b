import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { sharedFile } from "@/lib/testing-shared";
import { DOCUMENT_RULES } from "./document-rules";
import { documentOf, documentsIn, publisherOf } from "./documents";
import { checkedUrl, urlsIn } from "./urls";

test("what names a mail, a host or a person is left out", () => {
  for (const [url, document] of [
    [
      "https://support.google.com/mail/answer/81126#authentication",
      "https://support.google.com/mail/answer/81126",
    ],
    ["https://support.google.com/mail/answer/81126//x", "https://support.google.com/mail/answer/81126/x"],
    ["https://support.google.com/mail/?p=NoSuchUser&hl=en", "https://support.google.com/mail?p=NoSuchUser"],
    ["http://www.spamhaus.org/query/bl?ip=192.0.2.222", "http://www.spamhaus.org/query/bl"],
    ["https://www.spamhaus.org/query/ip/192.0.2.222", "https://www.spamhaus.org/query/ip"],
    ["https://check.spamhaus.org/sbl/query/SBL123456", "https://check.spamhaus.org/sbl/query"],
    ["http://go.microsoft.com/fwlink/?linkid=526655", "http://go.microsoft.com/fwlink?LinkID=526655"],
    [
      "http://postmaster.gmx.com/en/error-messages?ip=192.0.2.22&c=rdns",
      "http://postmaster.gmx.com/en/error-messages?c=rdns",
    ],
    [
      "http://service.mail.qq.com/cgi-bin/help?subtype=1&&no=1001508&&id=16",
      "http://service.mail.qq.com/cgi-bin/help?id=16&no=1001508",
    ],
    ["https://example.org/unblock/ida%40example.org/now", "https://example.org/unblock"],
    ["https://example.org/why/0123456789abcdef0123", "https://example.org/why"],
    [
      "https://example.org/understanding-email-error-codes",
      "https://example.org/understanding-email-error-codes",
    ],
    ["https://example.org:8443/?id=1", "https://example.org:8443/"],
  ] as const)
    assert.equal(documentOf(url), document);
});

test("a document is its own document, and may be offered to people", () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (written) => {
      for (const url of urlsIn(written)) {
        const document = documentOf(url);
        assert.equal(documentOf(document), document);
        assert.equal(checkedUrl(document), document);
      }
    }),
  );
});

test("the pages of the labelled bounces each lead to a document", (t) => {
  const file = sharedFile(t, "bounces/cases.jsonl");
  if (!file) return;
  const urls = urlsInLines(readFileSync(file, "utf8"));
  assert.ok(urls.length > 30, `${urls.length} pages`);
  for (const url of urls) assert.doesNotMatch(documentOf(url), /\d+\.\d+\.\d+\.\d+|[?&]ip=|#/);
});

const urlsInLines = (text: string): string[] => [
  ...new Set(text.split("\n").flatMap((line) => urlsIn(line))),
];

test("a reply's pages are grouped, and few", () => {
  const text = "550 https://example.org/why?id=1 https://example.org/why?id=2#x";
  assert.deepEqual(documentsIn(text), ["https://example.org/why"]);
  assert.equal(
    documentsIn(Array.from({ length: 9 }, (_, i) => `https://example.org/${i}`).join(" ")).length,
    5,
  );
});

test("a narrower host stands before a wider one, and names its publisher", () => {
  const hosts = DOCUMENT_RULES.map(({ host }) => host);
  hosts.forEach((host, i) => {
    assert.ok(!hosts.slice(0, i).some((wider) => host.endsWith(`.${wider}`) || host === wider), host);
  });
  assert.equal(publisherOf("https://support.google.com/mail"), "Google");
  assert.equal(publisherOf("https://notgoogle.com/mail"), "");
});
