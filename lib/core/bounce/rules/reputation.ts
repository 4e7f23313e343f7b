import type { Rule } from "./rule";

const PEER = "ip|ips|ipv4|ipv6|host|hosts|server|servers|network|networks|netblock|subnet|hostname|client";
const LISTS =
  "spamhaus|spamcop|sorbs|barracudacentral|abuseat|uceprotect|mailspike|abusix|invaluement|senderscore|psbl";
const MAIL = "mail|mails|email|emails|message|messages";

/** What the receiver thinks of the sending server or domain: class spam. */
export const REPUTATION: Rule[] = [
  {
    id: "blocklist",
    category: "blocklist",
    when: [
      "blacklist|blacklists|blacklisted|blacklisting|blocklist|blocklists|blocklisted|denylist|denylisted|ipbl",
      "black|block|deny list|lists|listed|listing",
      "rbl|rbls|dnsbl|dnsbls|rhsbl|surbl|uribl|dbl|sbl|xbl|pbl|cdrbl",
      LISTS,
      "spam cop|haus",
      `/${`${LISTS}|dnsbl|rbl|surbl|uribl|bl|sbl|senderbase|blocklist|blacklist|ipcheck`.replaceAll("|", "|/")}`,
      "blocked|rejected|denied|refused using",
      "listed at|by",
      "currently listed",
      "s3140|s3150",
    ],
    example: "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
  },
  {
    id: "reputation",
    category: "blocklist",
    when: [
      "reputation",
      "senderbase|sbrs",
      "sender base|score",
      "user|users|spam|abuse|many|recipient|customer complaints|complaint",
      `spam source|sources|sender|senders|sending|origin|${PEER}`,
      "source|origin|amount|amounts|volume|lots of spam|unsolicited",
      "unusual rate of unsolicited",
      "sending spam",
      "known|notorious spammer|spammers|spam",
      "too many|much spam|spams",
      "abusive|abuse",
    ],
    example: "421 4.7.0 Deferred due to the very low reputation of the sending IP address",
  },
  {
    id: "sender-host",
    category: "blocklist",
    when: [
      "ip|ips|ipv4|ipv6 … blocked|banned|denied|refused|rejected|listed|disallowed|barred|blocking",
      `blocked|banned|denied|refused|rejected|bad|forbidden|barred … ip|ips|ipv4|ipv6`,
      `blocked|banned|bad|forbidden|barred sending|sender ${PEER}|domain`,
      `access|${MAIL}|connection|connections|traffic from … ip|${PEER} … blocked|banned|denied|rejected|refused`,
      `${PEER}|domain blocked|banned|barred`,
      `traffic|connections|connection|${MAIL} not accepted|allowed|permitted from … ${PEER}|dynamic`,
      `not accept|accepting|allow … connections|traffic|${MAIL} from … ${PEER}|dynamic|dialup|residential`,
      "dynamic|dynamically|dialup|residential|generic ip|ips|address|addresses|host|hosts|space|range|ranges|assigned|allocated|pool",
      "dial up",
      "not in? whitelist|whitelisted|allowlist|allowlisted|whitelists",
      "access to submit messages … rejected",
      "ip problem occurred",
      "permanently deferred|blocked",
    ],
    example: "550 Access from ip address 192.0.2.1 blocked",
  },
];

/** What the receiver thinks of the content: class spam. Spam is looked for first where both are named. */
export const CONTENT_VERDICT: Rule[] = [
  {
    id: "spam-or-virus",
    category: "spam",
    when: ["spam or|and? virus|viruses|malware"],
    example: "552 Message rejected for spam or virus content",
  },
  {
    id: "virus",
    category: "virus",
    when: [
      "virus|viruses|antivirus|infected|infection|malware|trojan|worm|ransomware|malicious|clamav",
      "dangerous attachment|attachments|content|file|link",
    ],
    example: "550 5.7.9 The message contains a virus",
  },
  {
    id: "spam",
    category: "spam",
    when: [
      "as|like|likely|possible|possibly|probable|probably|suspected|considered|classified|identified|detected|flagged|marked|suspicion|suspicious|suspect|contains|contained|containing|found|deemed|rated|looks|appears|resembles|because|due|definite|confirmed|blocked|rejected|refused of|as|to|like? spam",
      `spam ${MAIL}|content|contents|detected|detection|rejected|rejection|refused|blocked|found|score|scored|scoring|signature|filter|filtered|filters|filtering|rule|rules|check|checks|level|probability|suspected|like|campaign|url|urls|verdict|reject|suspicion|assassin|quarantined|denied|discarded|dropped|policy|characteristics|keyword|keywords`,
      "anti spam|abuse|phishing",
      "antispam|spamassassin|rspamd|spamtrap|spamming|spammer|spammers|spammy|spamprofiler|contentfilter|spamfilter",
      `junk ${MAIL}|filter`,
      "as junk",
      "unsolicited|ube|uce",
      "bulk mail|email|mailing|mailings|message|messages",
      "mass mail|mailing|mailer|mailings",
      "phishing|phish|scam|fraud|fraudulent",
      `${MAIL} rejected|refused|blocked|denied due|by|because|for|with to? content|contents|filter|filters|filtering`,
      "content|contents rejected|refused|denied|restriction|restrictions|filter|filters|filtered|filtering|unacceptable|blocked|forbidden|prohibited",
      "unacceptable|banned|rejecting|offensive mail? content",
      "mail|message filtered",
      "recurrent pattern",
      "mail|message|spam|total scoring|score",
      "score … exceeds|exceeded|over|above|high|threshold",
      "suspicious due|because|content|message|mail|email|activity|url|link|links|attachment",
      `${MAIL}|content looks? suspicious|undesirable|unwanted|objectionable`,
      `unwanted|objectionable|undesirable|inappropriate content|words|text|${MAIL}`,
      "probability of spam",
      "rejected|blocked|refused by … spam|filter|filters",
    ],
    example: "550 5.7.1 Our system detected your message as spam",
  },
];
