import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { checkDkim } from "./dkim";
import { checkDmarc, treeWalk } from "./dmarc";
import { checkDomain, dkimState, isReserved } from "./domain-check";
import type { PolicyOf } from "./mta-sts";
import { checkSpf } from "./spf";
import { testDns, type Zone } from "./testing-dns";

/** A domain without a policy. */
const NO_POLICY: PolicyOf = async () => ({ fault: "is answered with 404" });
const policy =
  (...lines: string[]): PolicyOf =>
  async () => ({ text: lines.join("\r\n") });
const spf = (zone: Zone) => checkSpf(testDns(zone), "marlow.example");

test("SPF: what is right says how many look-ups it needs", async () => {
  const found = await spf({
    "marlow.example": ["google-site-verification=1", "v=spf1 ip4:192.0.2.0/24 include:a.example mx -all"],
    "a.example": ["v=spf1 include:b.example ?all"],
    "b.example": ["v=spf1 ip6:2001:db8::/32 -all"],
    "mx marlow.example": ["mx.marlow.example"],
  });
  assert.equal(found.state, "right");
  assert.deepEqual(found.findings, ["It needs 3 of 10 DNS look-ups."]);
});

test("SPF: more than ten look-ups, loops, missing includes, two records and a void look-up too many are wrong", async () => {
  const chain: Zone = { "marlow.example": ["v=spf1 include:i0.example -all"] };
  for (let i = 0; i < 30; i++) chain[`i${i}.example`] = [`v=spf1 include:i${i + 1}.example -all`];
  const dns = testDns(chain);
  const long = await checkSpf(dns, "marlow.example");
  assert.equal(long.state, "wrong");
  assert.match(long.findings.join(), /more than 10 DNS look-ups/);
  assert.ok(dns.asked.length <= 12, `asked ${dns.asked.length} times`);
  const cases: [RegExp, Zone][] = [
    [
      /includes itself/,
      {
        "marlow.example": ["v=spf1 include:a.example -all"],
        "a.example": ["v=spf1 include:marlow.example -all"],
      },
    ],
    [/has no SPF record/, { "marlow.example": ["v=spf1 include:gone.example -all"] }],
    [/2 SPF records/, { "marlow.example": ["v=spf1 -all", "v=spf1 mx -all"] }],
    [
      /3 of its look-ups find nothing/,
      { "marlow.example": ["v=spf1 a:x.example a:y.example mx:z.example -all"] },
    ],
    [/lets everybody/, { "marlow.example": ["v=spf1 +all"] }],
    [/is no SPF term/, { "marlow.example": ["v=spf1 includ:a.example ~all"] }],
    [/no IP address/, { "marlow.example": ["v=spf1 ip4:300.1.1.1 ~all"] }],
  ];
  for (const [text, zone] of cases) {
    const found = await spf(zone);
    assert.equal(found.state, "wrong", String(text));
    assert.match(found.findings.join(" "), text);
  }
});

test("SPF: gaps are named, none is missing, no answer is unknown", async () => {
  const cases: [RegExp, string][] = [
    [/does not end/, "v=spf1 ip4:192.0.2.1"],
    [/refuses nobody/, "v=spf1 ?all"],
    [/never looked at/, "v=spf1 -all ip4:192.0.2.1"],
    [/should not be used/, "v=spf1 ptr -all"],
    [/65,536/, "v=spf1 ip4:10.0.0.0/8 -all"],
  ];
  for (const [text, record] of cases) {
    const found = await spf({ "marlow.example": [record] });
    assert.equal(found.state, "gap", record);
    assert.match(found.findings.join(" "), text);
  }
  assert.equal((await spf({})).state, "missing");
  const redirected = { "marlow.example": ["v=spf1 redirect=a.example"], "a.example": ["v=spf1 -all"] };
  assert.equal((await spf(redirected)).state, "right");
  const result = await checkDomain(testDns({ "marlow.example": "timeout" }), NO_POLICY, "marlow.example", []);
  assert.deepEqual([result.spf.state, result.dmarc.state], ["unknown", "missing"]);
});

test("SPF: macros are expanded as far as they can be before there is a mail (RFC 7208 section 7)", async () => {
  const found = await spf({
    "marlow.example": [
      "v=spf1 include:%{d2}.spf.test exists:%{ir}.%{v}._spf.%{d2} redirect=_at.%{o1r-}.test exp=%{c}.x",
    ],
    "marlow.example.spf.test": ["v=spf1 a:%{D1R}.%{d}%% -all"],
    "_at.marlow.example.test": ["v=spf1 -all"],
  });
  assert.deepEqual(found.findings, [
    '"a:%{D1R}.%{d}%%" finds nothing.',
    '"exists:%{ir}.%{v}._spf.%{d2}" is another name for each mail: it is counted as a look-up, and not checked.',
    "It needs 4 of 10 DNS look-ups.",
  ]);
  const names = async (record: string) => {
    const dns = testDns({ "marlow.example": [record] });
    const { state, findings } = await checkSpf(dns, "marlow.example");
    return [state, findings[0], ...dns.asked.slice(1)];
  };
  // The examples of section 7.4, as far as they are about a domain.
  assert.deepEqual((await names("v=spf1 a:%{d4}.x -all")).at(-1), "a marlow.example.x");
  assert.deepEqual((await names("v=spf1 a:%{dr}.x -all")).at(-1), "a example.marlow.x");
  assert.deepEqual((await names("v=spf1 a:%{d1r}.x -all")).at(-1), "a marlow.x");
  assert.deepEqual((await names("v=spf1 a:%{d-}.x -all")).at(-1), "a marlow.example.x");
  for (const odd of ["a:%{q}.x", "a:%(d).x", "a:%{d0}.x", "a:%{c}.x", "a:x%", "include:%{t}.x"]) {
    const [state, finding, ...asked] = await names(`v=spf1 ${odd} -all`);
    assert.equal(state, "wrong", odd);
    assert.match(String(finding), /receivers then count SPF as failed/);
    assert.deepEqual(asked, [], odd);
  }
  const long = await names(`v=spf1 a:${"%{d}.".repeat(30)}x -all`);
  assert.ok(String(long.at(-1)).length <= 255 && String(long.at(-1)).startsWith("a example.marlow.example."));
});

const rsa = (bits: number): string =>
  generateKeyPairSync("rsa", { modulusLength: bits })
    .publicKey.export({ type: "spki", format: "der" })
    .toString("base64");

test("DKIM: length of the key, revocation, damage", async () => {
  const key = async (record: string) => {
    const { state, findings } = await checkDkim(
      testDns({ "s1._domainkey.marlow.example": [record] }),
      "marlow.example",
      "s1",
    );
    return `${state}: ${findings.join(" ")}`;
  };
  assert.equal(await key(`v=DKIM1; k=rsa; p=${rsa(2048)}`), "right: RSA key of 2048 bits.");
  assert.match(await key(`p=${rsa(1024)}`), /^gap: RSA key of 1024 bits; 2,048/);
  assert.match(await key(`v=DKIM1; p=${rsa(512)}`), /^wrong: An RSA key of 512 bits is refused/);
  assert.match(await key("v=DKIM1; p="), /^wrong: The key is revoked/);
  assert.match(await key("v=DKIM1; p=####"), /^wrong: The key is no base64/);
  assert.match(await key("v=DKIM1; p=aGVsbG8gd29ybGQ="), /^wrong: The key is no RSA key/);
  assert.match(await key(`v=DKIM1; t=y; p=${rsa(2048)}`), /^gap: t=y/);
  assert.match(
    await key(`v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 7).toString("base64")}`),
    /^gap: Many receivers/,
  );
  assert.equal((await checkDkim(testDns({}), "marlow.example", "s1")).state, "missing");
  assert.equal(dkimState([]), null);
});

test("A5.13: DMARC by the tree walk of RFC 9989, a long name cut to seven labels", async () => {
  assert.deepEqual(treeWalk("a.marlow.example"), ["a.marlow.example", "marlow.example", "example"]);
  assert.deepEqual(treeWalk("a.b.c.d.e.f.g.h.i.example").slice(0, 2), [
    "a.b.c.d.e.f.g.h.i.example",
    "d.e.f.g.h.i.example",
  ]);
  const zone = {
    "_dmarc.marlow.example": ["v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@marlow.example"],
  };
  const above = await checkDmarc(testDns(zone), "club.marlow.example");
  assert.deepEqual([above.policy, above.state, above.name], ["quarantine", "right", "_dmarc.marlow.example"]);
  assert.equal((await checkDmarc(testDns(zone), "marlow.example")).policy, "reject");
  const suffix = { "_dmarc.example": ["v=DMARC1; p=reject; psd=y"] };
  assert.equal((await checkDmarc(testDns(suffix), "marlow.example")).state, "missing");
});

test("A5.13: what is gone, unknown or not written rightly in a DMARC record is said", async () => {
  const cases: [string, RegExp, string][] = [
    ["gap", /pct= is gone .* t=y is its successor/, "v=DMARC1; p=none; pct=50; rua=mailto:d@marlow.example"],
    ["gap", /rf= is gone/, "v=DMARC1; p=none; rf=afrf; rua=mailto:d@marlow.example"],
    ["gap", /x= is no tag/, "v=DMARC1; p=none; x=1; rua=mailto:d@marlow.example"],
    ["gap", /no reports/, "v=DMARC1; p=none"],
    ["gap", /size behind !/, "v=DMARC1; p=none; rua=mailto:d@marlow.example!10m"],
    ["gap", /one step less/, "v=DMARC1; p=reject; t=y; rua=mailto:d@marlow.example"],
    ["wrong", /p=monitor is no policy/, "v=DMARC1; p=monitor; rua=mailto:d@marlow.example"],
    ["wrong", /no mailto/, "v=DMARC1; p=none; rua=d@marlow.example"],
    ["wrong", /is no pair/, "v=DMARC1; p=none; hello; rua=mailto:d@marlow.example"],
  ];
  for (const [state, text, record] of cases) {
    const found = await checkDmarc(testDns({ "_dmarc.marlow.example": [record] }), "marlow.example");
    assert.equal(found.state, state, record);
    assert.match(found.findings.join(" "), text);
  }
  const two = [
    "v=DMARC1; p=none; rua=mailto:d@marlow.example",
    "v=DMARC1; p=reject; rua=mailto:d@marlow.example",
  ];
  assert.equal(
    (await checkDmarc(testDns({ "_dmarc.marlow.example": two }), "marlow.example")).state,
    "wrong",
  );
});

test("A5.12: an address outside has to agree to get reports", async () => {
  const zone: Zone = { "_dmarc.marlow.example": ["v=DMARC1; p=none; rua=mailto:x@reports.watch.test"] };
  const asked = await checkDmarc(testDns(zone), "marlow.example");
  assert.equal(asked.state, "gap");
  assert.match(
    asked.findings.join(" "),
    /marlow\.example\._report\._dmarc\.reports\.watch\.test has the TXT record "v=DMARC1"/,
  );
  zone["marlow.example._report._dmarc.reports.watch.test"] = ["v=DMARC1;"];
  assert.equal((await checkDmarc(testDns(zone), "marlow.example")).state, "right");
});

test("MX, MTA-STS and TLSRPT; reserved names are not asked for", async () => {
  const zone: Zone = {
    "mx marlow.example": ["mx1.marlow.example", "mx2.marlow.example"],
    "a mx1.marlow.example": ["192.0.2.1"],
    "_mta-sts.marlow.example": ["v=STSv1; id=20261101"],
    "_smtp._tls.marlow.example": ["v=TLSRPTv1; rua=mailto:tls@marlow.example"],
  };
  const held = policy("version: STSv1", "mode: enforce", "mx: *.marlow.example", "max_age: 604800", "");
  const { mx, mtaSts, tlsRpt } = await checkDomain(testDns(zone), held, "marlow.example", []);
  assert.deepEqual([mx.state, mtaSts.state, tlsRpt.state], ["wrong", "right", "right"]);
  assert.deepEqual(mx.findings, ["mx2.marlow.example has no address."]);
  const none = await checkDomain(testDns({ "mx marlow.example": ["."] }), NO_POLICY, "marlow.example", []);
  assert.deepEqual([none.mx.state, none.mtaSts.state, none.tlsRpt.state], ["gap", "missing", "missing"]);
  assert.equal(isReserved("club.marlow.example"), true);
  assert.equal(isReserved("example.com"), false);
});

test("RFC 8461: the policy behind the MTA-STS record is fetched and judged, against the MX records too", async () => {
  const zone: Zone = {
    "mx marlow.example": ["mx1.marlow.example", "in.mail.example."],
    "_mta-sts.marlow.example": ["v=STSv1; id=1"],
  };
  const check = async (policyOf: PolicyOf) => {
    const { mtaSts } = await checkDomain(testDns(zone), policyOf, "marlow.example", []);
    return `${mtaSts.state}: ${mtaSts.findings.join(" ")}`;
  };
  const [version, enforce, age] = ["version: STSv1", "mode: enforce", "max_age: 604800"];
  const servers = ["mx: mx1.marlow.example", "mx: *.mail.example"];
  assert.match(await check(policy(version, enforce, ...servers, age)), /^right: .*asks for encryption/);
  const cases: [RegExp, PolicyOf][] = [
    [
      /^wrong: The policy at https:\/\/mta-sts\.marlow\.example\/\.well-known\/mta-sts\.txt is answered with 404/,
      NO_POLICY,
    ],
    [/^wrong: .*version: STSv1/, policy("<html>Not found</html>")],
    [/^wrong: .*no mode that senders know: "on"/, policy(version, "mode: on", ...servers, age)],
    [/^wrong: .*max_age/, policy(version, enforce, ...servers)],
    [/^wrong: .*max_age/, policy(version, enforce, ...servers, "max_age: 31557601")],
    [/^wrong: .*names no server/, policy(version, enforce, age)],
    [
      /^wrong: in\.mail\.example\. is in no mx line/,
      policy(version, enforce, servers[0]!, "mx: *.example", age),
    ],
    [/^gap: .*tried out/, policy(version, "mode: testing", ...servers, age)],
    [/^gap: .*asks for nothing/, policy(version, "mode: none", "max_age: 86400")],
    [/^gap: .*holds for 60 seconds/, policy(version, enforce, ...servers, "max_age: 60")],
  ];
  for (const [said, policyOf] of cases) assert.match(await check(policyOf), said);
  zone["_mta-sts.marlow.example"] = [];
  assert.match(await check(() => assert.fail("nobody asked for a policy")), /^missing/);
});
