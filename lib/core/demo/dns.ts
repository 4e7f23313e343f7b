import type { Dns } from "../authentication/check/dns";
import type { PolicyOf } from "../authentication/check/mta-sts";

/** A key of the right length and nothing else: nobody signs with it. */
const KEY = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${"demo".repeat(84)}IDAQAB`;
const MX = ["mx1.marlow.example", "mx2.marlow.example"];
const RUA = "rua=mailto:dmarc@marlow.example";

/** What the DNS would say of the invented bookshop's domains. */
const TXT: Record<string, string[]> = {
  "marlow.example": ["v=spf1 include:spf.marlow.example ip4:192.0.2.12 -all"],
  "club.marlow.example": ["v=spf1 include:spf.marlow.example -all"],
  "crm.marlow.example": ["v=spf1 include:spf.marlow.example ~all"],
  "spf.marlow.example": ["v=spf1 ip4:20.36.0.0/16 -all"],
  "_dmarc.marlow.example": [`v=DMARC1; p=reject; ${RUA}`],
  "_dmarc.club.marlow.example": [`v=DMARC1; p=quarantine; ${RUA}`],
  "_dmarc.crm.marlow.example": [`v=DMARC1; p=none; pct=100; ${RUA}`],
  "hd1._domainkey.marlow.example": [`v=DKIM1; k=rsa; p=${KEY}`],
  "_mta-sts.marlow.example": ["v=STSv1; id=20261001"],
  "_smtp._tls.marlow.example": ["v=TLSRPTv1; rua=mailto:tls@marlow.example"],
};
for (const domain of ["marlow.example", "club.marlow.example", "crm.marlow.example"])
  TXT[`selector1-azurecomm-prod-net._domainkey.${domain}`] = [`v=DKIM1; k=rsa; p=${KEY}`];

export const DEMO_DNS: Dns = {
  txt: async (name) => TXT[name] ?? [],
  mx: async (name) => (/^(?:club\.|crm\.)?marlow\.example$/.test(name) ? MX : []),
  hasAddress: async (name) => MX.includes(name),
};

/** What their web servers would have as MTA-STS policy. */
export const DEMO_POLICY: PolicyOf = async () => ({
  text: "version: STSv1\nmode: enforce\nmx: *.marlow.example\nmax_age: 1209600\n",
});
