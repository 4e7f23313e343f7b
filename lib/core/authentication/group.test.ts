import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceFor, evidenceOf } from "./advice";
import { isAligned, organisationalDomain } from "./alignment";
import { groupSources, type OriginCounts } from "./group";
import { canonicalIp, networkOf } from "./ip";
import { wayOf } from "./way";

const counts = { n: 100, dkim: 0, spf: 0, failed: 0, quarantined: 0, rejected: 0 };
let id = 0;
const origin = (some: Partial<OriginCounts>): OriginCounts => ({
  ...{
    id: ++id,
    network: "192.0.2.0/24",
    signed: "",
    broken: "",
    spfDomain: "",
    spfResult: "",
    forwarded: false,
  },
  ...{ sender: "club.marlow.example", failingSince: null, ...counts },
  ...some,
});
const one = (some: Partial<OriginCounts>, mine?: boolean) => {
  const answers = new Map<string, boolean>();
  const [first] = groupSources([origin(some)], answers);
  if (mine !== undefined) answers.set(first!.key, mine);
  return groupSources([origin(some)], answers)[0]!;
};
const fails = { failed: 100, failingSince: 20_000 };

test("a source is named by what its mail passes for", () => {
  const cases: [Partial<OriginCounts>, string][] = [
    [{ signed: "selector1-azurecomm-prod-net@club.marlow.example", dkim: 100 }, "service:acs"],
    [{ signed: "s1@club.marlow.example s1@sendgrid.net", dkim: 100 }, "service:sendgrid"],
    [{ spfDomain: "bounce.u1.sendgrid.net", spfResult: "pass", ...fails }, "service:sendgrid"],
    [{ spfDomain: "mail.crm-mailer.example", spfResult: "pass", ...fails }, "domain:crm-mailer.example"],
    [{ signed: "k1@crm-mailer.example", ...fails }, "domain:crm-mailer.example"],
    [
      { signed: "hd1@club.marlow.example", spfDomain: "mail.marlow.example", spfResult: "pass", dkim: 100 },
      "key:hd1",
    ],
    [{ forwarded: true, ...fails }, "forwarders"],
    [{ spfDomain: "club.marlow.example", spfResult: "fail", ...fails }, "network:192.0.2.0/24"],
    [{}, "network:192.0.2.0/24"],
  ];
  for (const [some, key] of cases) assert.equal(one(some).key, key, JSON.stringify(some));
});

test("mail of a key that SPF knows was passed on where SPF breaks; of a key that it does not know it was not", () => {
  const broken = {
    signed: "hd1@club.marlow.example",
    spfDomain: "club.marlow.example",
    spfResult: "softfail",
    dkim: 100,
  };
  assert.equal(one(broken).key, "key:hd1");
  const direct = { ...broken, spfResult: "pass", spf: 100, network: "20.36.4.0/24" };
  const sources = groupSources([origin(broken), origin(direct)], new Map());
  assert.deepEqual(sources.map(({ key }) => key).sort(), ["forwarders", "key:hd1"]);
});

test("states: known, failing, unknown until somebody says whose it is, forwarder, not ours", () => {
  assert.equal(one({ spf: 100 }).state, "known");
  assert.equal(one(fails).state, "unknown");
  assert.equal(one(fails, true).state, "failing");
  assert.equal(one(fails, false).state, "foreign");
  assert.equal(one({ signed: "k1@crm-mailer.example", ...fails }).state, "failing");
  assert.equal(one({ forwarded: true, ...fails }).state, "forwarder");
  // One of a hundred may be chance; one of ten thousand is within the watch.
  assert.equal(one({ signed: "k1@crm-mailer.example", failed: 1 }).state, "known");
});

test("failing comes first, then unknown, then by volume; origins of one source are summed", () => {
  const acs = "selector1-azurecomm-prod-net@club.marlow.example";
  const sources = groupSources(
    [
      origin({ signed: acs, dkim: 900, n: 900 }),
      origin({ signed: acs, dkim: 100, network: "20.36.4.0/24", sender: "crm.marlow.example" }),
      origin({ ...fails, network: "203.0.113.0/24" }),
      origin({ signed: "k1@crm-mailer.example", ...fails }),
    ],
    new Map(),
  );
  assert.deepEqual(
    sources.map(({ key, n }) => [key, n]),
    [
      ["domain:crm-mailer.example", 100],
      ["network:203.0.113.0/24", 100],
      ["service:acs", 1000],
    ],
  );
  assert.deepEqual(
    sources[2]!.senders.map(({ domain }) => domain),
    ["club.marlow.example", "crm.marlow.example"],
  );
  assert.deepEqual(sources[2]!.networks, ["192.0.2.0/24", "20.36.4.0/24"]);
});

test("advice names what is missing, and records only where the service publishes them for all", () => {
  const acs = adviceFor(one({ spfDomain: "x.azurecomm.net", spfResult: "pass", ...fails }));
  assert.deepEqual(acs.records[0], {
    name: "selector1-azurecomm-prod-net._domainkey.club.marlow.example",
    type: "CNAME",
    value: "selector1-azurecomm-prod-net._domainkey.azurecomm.net",
  });
  const crm = one({ spfDomain: "crm-mailer.example", spfResult: "pass", ...fails });
  assert.match(
    adviceFor(crm).text,
    /Switch on DKIM signing for club\.marlow\.example in crm-mailer\.example/,
  );
  assert.equal(evidenceOf(crm), "192.0.2.0/24, passes for crm-mailer.example, no DKIM key of yours");
  assert.match(
    adviceFor(one({ broken: "s1@club.marlow.example", ...fails }, true)).text,
    /key s1 does not hold/,
  );
});

test("alignment: equal, or of one organisational domain unless strict", () => {
  assert.equal(isAligned("mail.marlow.example", "club.marlow.example", "r"), true);
  assert.equal(isAligned("mail.marlow.example", "club.marlow.example", "s"), false);
  assert.equal(isAligned("marlow.co.uk", "other.co.uk", "r"), false);
  assert.equal(isAligned("", "club.marlow.example", "r"), false);
  assert.equal(organisationalDomain("a.b.marlow.co.uk"), "marlow.co.uk");
});

test("addresses in one spelling, and the network that they are counted with", () => {
  assert.equal(canonicalIp("2001:DB8:ABCD:0012::1"), "2001:db8:abcd:12::1");
  assert.equal(canonicalIp("::ffff:192.0.2.9"), "192.0.2.9");
  for (const none of [
    "",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "01.2.3.4",
    "::g",
    "1::2::3",
    "localhost",
    "192.0.2.1.",
  ])
    assert.equal(canonicalIp(none), null, none);
  assert.equal(networkOf("203.0.113.77"), "203.0.113.0/24");
  assert.equal(networkOf("2001:db8:abcd:12::1"), "2001:db8:abcd::/48");
  assert.equal(networkOf("::1"), "0:0:0::/48");
});

const quiet = (count: number) => Array.from({ length: count }, () => ({ n: 1000, failed: 2 }));
const at = {
  policy: "none",
  testing: false,
  asksForReports: true,
  days: quiet(60),
  failing: [],
  unknown: [],
};

test("the way: each condition in turn says what to do next", () => {
  assert.match(wayOf({ ...at, policy: null }).sentence, /Publish a DMARC record with p=none/);
  assert.match(wayOf({ ...at, asksForReports: false }).sentence, /Add rua=/);
  assert.match(
    wayOf({ ...at, days: [...quiet(40), ...Array(7).fill({ n: 0, failed: 0 })] }).sentence,
    /No reports in seven days/,
  );
  assert.equal(
    wayOf({ ...at, failing: ["crm-mailer"] }).sentence,
    "Mend crm-mailer, then go to p=quarantine.",
  );
  assert.match(
    wayOf({ ...at, unknown: ["203.0.113.0/24"] }).sentence,
    /Say whether 203\.0\.113\.0\/24 is yours/,
  );
  assert.equal(wayOf({ ...at, days: quiet(20) }).sentence, "10 quiet days left until p=quarantine.");
  assert.equal(wayOf(at).sentence, "Ready: go to p=quarantine.");
  assert.equal(wayOf({ ...at, policy: "reject" }).sentence, "Nothing to do.");
  assert.match(
    wayOf({ ...at, policy: "reject", failing: ["crm-mailer"] }).sentence,
    /Mend crm-mailer: its mail is refused/,
  );
});

test("the way: a loud day begins the count again, a day without reports does not; t=y is one step less (RFC 9989)", () => {
  const loud = { n: 1000, failed: 40 };
  assert.equal(wayOf({ ...at, days: [...quiet(30), loud, ...quiet(5)] }).quiet, 5);
  assert.equal(wayOf({ ...at, days: [...quiet(5), { n: 0, failed: 0 }, ...quiet(5)] }).quiet, 10);
  assert.equal(wayOf({ ...at, policy: "reject", testing: true }).step, "quarantine");
  assert.match(wayOf({ ...at, policy: "reject", testing: true }).sentence, /take t=y away/);
});
