import type { Rule } from "./rule";

/** Well-known replies that name their reason and then go on to mention others. */
export const FIRST: Rule[] = [
  {
    id: "spam-named",
    category: "spam",
    when: ["due to spam classification", "classified as spam", "/mcspam /signature", "mcspam signature"],
    example:
      "550 Your email to group news@example.org was rejected due to spam classification. Set up SPF and DKIM",
  },
  {
    id: "spam-url",
    category: "spam",
    when: [
      "blacklisted|blocklisted|blocked|listed|spam|bad url|urls|uri|uris|link|links|hyperlink",
      "url|urls|uri|link|links … uribl|surbl|dbl",
      "url|urls|uri|link|links … blacklisted|blocklisted|blacklist|blocklist|listed",
    ],
    example: "552 5.2.0 The message links to a blacklisted URL",
  },
  {
    id: "personal-list",
    category: "sender-rejected",
    when: [
      "users|recipients|personal personal? block|black|blocked list|senders",
      "users|recipients|personal blocklist|blacklist|blocklisted|blacklisted",
    ],
    example: "550 5.7.1 The sender is on this user's personal block list",
  },
  {
    id: "unsolicited-rate",
    category: "blocklist",
    when: ["unusual rate|volume of unsolicited"],
    example: "421-4.7.28 An unusual rate of unsolicited mail comes from your SPF domain [shop.example 35]",
  },
  {
    id: "greylist-named",
    category: "greylist",
    when: [
      "greylist|greylisted|greylisting|graylist|graylisted|graylisting|postgrey|sqlgrey",
      "grey|gray list|listed|listing|listings",
      "/greylist|/greylisting|/graylist|/postgrey|/greylisted",
    ],
    example: "450 4.2.0 <ida@example.org>: Recipient address rejected: Greylisted",
  },
  {
    id: "no-such-host",
    category: "domain-not-found",
    when: ["no such host", "nxdomain", "lookup failure|failed|error host|domain? /… not found"],
    example: "failed to get IPs from PTR record: lookup shop.example: no such host",
  },
  {
    id: "no-mx-answer",
    category: "network",
    when: ["unable to get mx info|information|record|records"],
    example: "unable to get mx info: the lookup of shop.example gave no address of its PTR record",
  },
  {
    id: "directory-down",
    category: "system-error",
    when: [
      "not|unable|failed to? contact|reach|connect|query|bind|access with|to? ldap|database|sql|mysql|directory",
      "ldap|database|mysql|directory server? unavailable|unreachable|down|timeout|offline",
    ],
    example: "451 4.4.3 Unable to contact LDAP server; this message has been in the queue too long",
  },
  {
    id: "malformed-address",
    category: "protocol",
    when: ["malformed address … not follow", "malformed address … missing|unexpected|expected|unbalanced"],
    example: "malformed address: <ida@example.org> may not follow Ida",
  },
  {
    id: "too-many-kept",
    category: "mailbox-full",
    when: ["user|mailbox|account|recipient too many|much messages|mail|mails|emails", "too much mail data"],
    example: "550 User has too many messages on the server",
  },
  {
    id: "account-or-domain",
    category: "invalid-recipient",
    when: ["account or domain not exist"],
    example:
      "550 The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.",
  },
  {
    id: "closed-group",
    category: "policy",
    when: [
      "permission|permissions to post",
      "group … not permission|permissions",
      "/groups /google /com /support",
    ],
    example:
      "550 The group you tried to contact may not exist, or you may not have permission to post messages to it",
  },
];
