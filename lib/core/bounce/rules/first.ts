import type { Rule } from "./rule";

/** Well-known replies that name their reason and then go on to mention others. */
export const FIRST: Rule[] = [
  {
    id: "spam-named",
    category: "spam",
    when: ["due to spam classification", "classified as spam"],
    example:
      "550 Your email to group news@example.org was rejected due to spam classification. Set up SPF and DKIM",
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
    when: ["permission|permissions to post", "group … not permission|permissions"],
    example:
      "550 The group you tried to contact may not exist, or you may not have permission to post messages to it",
  },
];
