/** What is known of the pages that a receiver, a filter or a blocklist points to. */
export interface DocumentRule {
  /** The host or a name above it. */
  host: string;
  /** Whose pages they are. */
  by: string;
  /** Parameters of the query that choose the page, as they are to be spelt; all others say which mail or host it was. */
  keep?: readonly string[];
  /** The first part of the path that says which mail or host it was; it is left out, with all behind it. */
  cut?: RegExp;
}

/** Hosts from the narrower to the wider: the first that fits is taken. What fits none keeps its path and loses its query. */
export const DOCUMENT_RULES: readonly DocumentRule[] = [
  { host: "support.google.com", by: "Google", keep: ["p"] },
  { host: "mail.google.com", by: "Google", keep: ["answer"] },
  { host: "google.com", by: "Google" },
  { host: "go.microsoft.com", by: "Microsoft", keep: ["LinkID"] },
  { host: "microsoft.com", by: "Microsoft" },
  { host: "office.com", by: "Microsoft" },
  { host: "office365.com", by: "Microsoft" },
  { host: "outlook.com", by: "Microsoft" },
  { host: "live.com", by: "Microsoft" },
  { host: "aka.ms", by: "Microsoft" },
  { host: "yahooinc.com", by: "Yahoo" },
  { host: "yahoo.com", by: "Yahoo" },
  { host: "verizonmedia.com", by: "Yahoo" },
  { host: "aol.com", by: "Yahoo" },
  { host: "apple.com", by: "Apple" },
  { host: "icloud.com", by: "Apple" },
  { host: "gmx.com", by: "GMX", keep: ["c"] },
  { host: "gmx.net", by: "GMX", keep: ["c"] },
  { host: "web.de", by: "WEB.DE", keep: ["c"] },
  { host: "mail.com", by: "mail.com", keep: ["c"] },
  { host: "1und1.de", by: "IONOS", keep: ["c"] },
  { host: "ionos.com", by: "IONOS", keep: ["c"] },
  { host: "t-online.de", by: "Telekom" },
  { host: "orange.fr", by: "Orange" },
  { host: "free.fr", by: "Free" },
  { host: "ovh.net", by: "OVH" },
  { host: "comcast.net", by: "Comcast" },
  { host: "xfinity.com", by: "Comcast" },
  { host: "spectrum.net", by: "Spectrum" },
  { host: "att.net", by: "AT&T" },
  { host: "cox.com", by: "Cox" },
  { host: "mail.ru", by: "Mail.ru" },
  { host: "yandex.ru", by: "Yandex" },
  { host: "yandex.com", by: "Yandex" },
  { host: "mail.qq.com", by: "QQ Mail", keep: ["id", "no"] },
  { host: "qq.com", by: "QQ Mail" },
  { host: "163.com", by: "NetEase" },
  { host: "126.com", by: "NetEase" },
  { host: "zoho.com", by: "Zoho" },
  { host: "spamhaus.org", by: "Spamhaus", cut: /^(?:SBL|XBL|CSS|PBL|DBL|DROP)[\d-]+$/i },
  { host: "spamhaus.com", by: "Spamhaus" },
  { host: "spamcop.net", by: "SpamCop" },
  { host: "sorbs.net", by: "SORBS" },
  { host: "uceprotect.net", by: "UCEPROTECT" },
  { host: "backscatterer.org", by: "UCEPROTECT" },
  { host: "abusix.com", by: "Abusix" },
  { host: "senderscore.org", by: "Validity" },
  { host: "barracudanetworks.com", by: "Barracuda" },
  { host: "barracudacentral.org", by: "Barracuda" },
  { host: "mimecast.com", by: "Mimecast" },
  { host: "proofpoint.com", by: "Proofpoint" },
  { host: "cloudmark.com", by: "Cloudmark" },
  { host: "trendmicro.com", by: "Trend Micro" },
  { host: "talosintelligence.com", by: "Cisco Talos" },
  { host: "cisco.com", by: "Cisco" },
  { host: "sophos.com", by: "Sophos" },
  { host: "symantec.com", by: "Symantec" },
  { host: "messagelabs.com", by: "Symantec" },
  { host: "openspf.org", by: "SPF" },
  { host: "openspf.net", by: "SPF" },
];
