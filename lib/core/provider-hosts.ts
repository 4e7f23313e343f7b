import { PROVIDERS, type Provider } from "./provider";

/**
 * Whose mail servers a host belongs to, by the end of its name. Gateways stand before mailboxes and hide them: mail is
 * counted at the gateway.
 */
const HOSTS = {
  "Google Workspace":
    "aspmx.l.google.com smtp.google.com aspmx2.googlemail.com aspmx3.googlemail.com psmtp.com",
  "Microsoft 365": "mail.protection.outlook.com mx.microsoft mail.protection.partner.outlook.cn",
  Gmail: "gmail-smtp-in.l.google.com",
  Outlook: "olc.protection.outlook.com",
  Yahoo: "yahoodns.net",
  iCloud: "mail.icloud.com",
  "GMX, Web.de": "gmx.net web.de",
  Proton: "mail.protonmail.ch mailsec.protonmail.ch",
  Zoho: "zoho.com zoho.eu zoho.in zoho.com.au zohomail.com",
  Fastmail: "messagingengine.com",
  "Mail.ru": "mxs.mail.ru emx.mail.ru",
  Yandex: "mx.yandex.net mx.yandex.ru",
  "QQ Mail": "mxbiz1.qq.com mxbiz2.qq.com",
  NetEase: "qiye.163.com netease.com ym.163.com",
  Proofpoint: "pphosted.com ppe-hosted.com",
  Mimecast: "mimecast.com mimecast.co.za mimecast-offshore.com",
  Barracuda: "barracudanetworks.com ess.barracuda.com",
  "Cisco Secure Email": "iphmx.com",
  "Symantec Email Security": "messagelabs.com",
  "Trend Micro": "trendmicro.com trendmicro.eu trendmicro.co.jp",
  Hornetsecurity: "hornetsecurity.com antispameurope.com",
  Sophos: "hydra.sophos.com",
  Forcepoint: "mailcontrol.com",
  "Cloudflare Email Routing": "mx.cloudflare.net",
  IONOS: "ionos.com ionos.de ionos.co.uk ionos.fr ionos.es kundenserver.de 1and1.com",
  OVHcloud: "mail.ovh.net mail.ovh.ca",
  Strato: "rzone.de",
  GoDaddy: "secureserver.net",
  Rackspace: "emailsrvr.com",
  "Amazon SES, WorkMail":
    "inbound-smtp.us-east-1.amazonaws.com inbound-smtp.us-west-2.amazonaws.com inbound-smtp.eu-west-1.amazonaws.com",
} as const satisfies Record<string, string>;

export type HostProvider = keyof typeof HOSTS;

const OF_HOST: ReadonlyMap<string, HostProvider> = new Map(
  (Object.keys(HOSTS) as HostProvider[]).flatMap((provider) =>
    HOSTS[provider].split(" ").map((name): [string, HostProvider] => [name, provider]),
  ),
);

/** Every provider under which mail may be counted, in the order in which they are shown; the last is everybody else. */
export const ALL_PROVIDERS: readonly (Provider | HostProvider)[] = [
  ...new Set([...PROVIDERS.slice(0, -1), ...(Object.keys(HOSTS) as HostProvider[])]),
  "Others",
];

/** The provider whose server this is: the longest of the known names that the host is, or lies below. */
function ownerOf(host: string): HostProvider | undefined {
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  for (let i = 0; i < labels.length - 1; i++) {
    const owner = OF_HOST.get(labels.slice(i).join("."));
    if (owner) return owner;
  }
  return undefined;
}

/**
 * The provider of a domain by its mail exchangers (RFC 5321, section 5.1), the preferred one first: only that one counts,
 * since a backup says nothing of where the mailboxes are.
 * @returns "Others" for servers of nobody known, and where no mail is taken (RFC 7505)
 */
export const providerByHosts = (hosts: readonly string[]): HostProvider | "Others" =>
  ownerOf(hosts[0] ?? "") ?? "Others";
