import assert from "node:assert/strict";
import test from "node:test";
import { PROVIDERS } from "./provider";
import { ALL_PROVIDERS, providerByHosts } from "./provider-hosts";

const cases: [hosts: string[], provider: string][] = [
  [["aspmx.l.google.com", "alt1.aspmx.l.google.com"], "Google Workspace"],
  [["SMTP.GOOGLE.COM."], "Google Workspace"],
  [["gmail-smtp-in.l.google.com"], "Gmail"],
  [["alt1.aspmx.l.google.com"], "Google Workspace"],
  [["binders-example.mail.protection.outlook.com"], "Microsoft 365"],
  [["binders.o-v1.mx.microsoft"], "Microsoft 365"],
  [["live-com.olc.protection.outlook.com"], "Outlook"],
  [["mxa-00120b01.gslb.pphosted.com"], "Proofpoint"],
  [["eu-smtp-inbound-1.mimecast.com"], "Mimecast"],
  [["mx-biz.mail.am0.yahoodns.net"], "Yahoo"],
  [["mx01.mail.icloud.com"], "iCloud"],
  [["in1-smtp.messagingengine.com"], "Fastmail"],
  [["mail.protonmail.ch"], "Proton"],
  [["route1.mx.cloudflare.net"], "Cloudflare Email Routing"],
  [["inbound-smtp.eu-west-1.amazonaws.com"], "Amazon SES, WorkMail"],
  [["mail.binders.example", "aspmx.l.google.com"], "Others"],
  [["notmimecast.com"], "Others"],
  [["mimecast.com.example"], "Others"],
  [["google.com"], "Others"],
  [["."], "Others"],
  [["constructor"], "Others"],
  [[], "Others"],
];

for (const [hosts, provider] of cases)
  test(`${hosts.join(", ") || "no host"}: ${provider}`, () => {
    assert.equal(providerByHosts(hosts), provider);
  });

test("everybody by name comes first, everybody else last, nobody twice", () => {
  assert.deepEqual(ALL_PROVIDERS.slice(0, PROVIDERS.length - 1), PROVIDERS.slice(0, -1));
  assert.equal(ALL_PROVIDERS.at(-1), "Others");
  assert.equal(new Set(ALL_PROVIDERS).size, ALL_PROVIDERS.length);
});
