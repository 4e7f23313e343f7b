import assert from "node:assert/strict";
import { test } from "node:test";
import { MAILBOX_DOMAINS } from "./mailboxes";
import { domainJudge } from "./typo";

const judge = domainJudge({
  receives: (domain) => domain === "gmal.com" || domain === "post.example",
  busiest: ["gmail.com", "riverside-books.de", "marlow.com"],
});

for (const [written, meant] of [
  ["gmial.com", "gmail.com"],
  ["gamil.com", "gmail.com"],
  ["gmai.com", "gmail.com"],
  ["gnail.com", "gmail.com"],
  ["gmaill.com", "gmail.com"],
  ["gmail.co", "gmail.com"],
  ["gmail.cm", "gmail.com"],
  ["yaho.com", "yahoo.com"],
  ["yahooo.fr", "yahoo.fr"],
  ["yhaoo.co.uk", "yahoo.co.uk"],
  ["hotmial.com", "hotmail.com"],
  ["hotmil.de", "hotmail.de"],
  ["hormail.com", "hotmail.com"],
  ["outlok.com", "outlook.com"],
  ["outllook.fr", "outlook.fr"],
  ["outlook.om", "outlook.com"],
  ["iclould.com", "icloud.com"],
  ["icluod.com", "icloud.com"],
  ["wanado.fr", "wanadoo.fr"],
  ["t-onlin.de", "t-online.de"],
  ["protonmial.com", "protonmail.com"],
  ["googlemal.com", "googlemail.com"],
  ["comcst.net", "comcast.net"],
  ["riverside-boks.de", "riverside-books.de"],
] as const)
  test(`${written} was meant to be ${meant}`, () => {
    assert.deepEqual(judge(written), { why: "slip", suggestion: meant });
  });

for (const [written, why, suggestion] of [
  ["gmail.con", "no-such-ending", "gmail.com"],
  ["gmail.comm", "no-such-ending", "gmail.com"],
  ["gmial.con", "no-such-ending", "gmail.com"],
  ["acme.cmo", "no-such-ending", "acme.com"],
  ["acme.zzzz", "no-such-ending", null],
  ["example.com", "reserved", null],
  ["shop.example.org", "reserved", null],
  ["shop.invalid", "reserved", null],
  ["mail.local", "reserved", null],
  ["gmial.example", "reserved", "gmail.com"],
] as const)
  test(`nothing is delivered to ${written}`, () => {
    assert.deepEqual(judge(written), { why, suggestion });
  });

/** Of companies, schools, towns and providers: none is a slip, however near it lies. */
const REAL = [
  "mail.com email.com cloud.com live.org hey.com me.com mac.com aol.com gmx.com gmx.at web.de web.com mail.de email.de",
  "post.de posteo.de mailbox.org mailbox.de hotels.com outlet.com outback.com yamaha.com wahoo.com yammer.com",
  "orange.com orange.es free.org livejournal.com proton.com naver.net zoho.net yandex.net yahoo.net comcast.com",
  "verizon.com att.com hotmail.ie outlook.co.nz fastmail.com gail.com grail.com snail.com ymail.com fmail.com",
  "icloud.net libero.com laposte.fr seznam.com bell.com sky.de telia.se tele2.nl home.de planet.com online.fr",
  "siemens.com bosch.de bmw.de basf.com sap.com uni-bonn.de ethz.ch cam.ac.uk ox.ac.uk mit.edu stanford.edu",
  "bbc.co.uk nhs.net gov.uk paris.fr wien.gv.at zuerich.ch amsterdam.nl oslo.kommune.no marlow.co marlow.net harlow.com",
  "marlowe.com riverside.de riverbooks.de gmc.com aon.com mol.com msg.com mas.com wes.de qa.com sfr.com",
]
  .join(" ")
  .split(" ");

test("no real domain is taken for a slip", () => {
  assert.ok(REAL.length > 60);
  assert.deepEqual(
    REAL.filter((domain) => judge(domain) !== null),
    [],
  );
  assert.deepEqual(
    MAILBOX_DOMAINS.filter((domain) => judge(domain) !== null),
    [],
  );
});

test("a domain that has accepted mail is as it was meant, whatever it looks like", () => {
  assert.equal(judge("gmal.com"), null);
  assert.equal(judge("post.example"), null);
});

test("a domain in other scripts, and a bad one, are let be", () => {
  assert.equal(judge("xn--mnchen-3ya.de"), null);
  assert.deepEqual(judge(""), { why: "no-such-ending", suggestion: null });
});
