import type { BounceClass, Category } from "@/lib/core/events";

export interface StatusFacts {
  class: BounceClass;
  category: Category;
}

const rows = (facts: StatusFacts, ...statuses: string[]): [string, StatusFacts][] =>
  statuses.map((status) => [status, facts]);

/**
 * What the provider's status says by itself, in lower case. One that calls a bounce spam outweighs a code; the others are
 * asked last. Those of SES and Resend are `type/subtype`, of SendGrid `type/classification`, of SparkPost `type/class`.
 */
export const STATUSES = new Map<string, StatusFacts>([
  // Azure Communication Services
  ...rows({ class: "hard", category: "invalid-recipient" }, "bounced"),
  ...rows({ class: "soft", category: "unknown" }, "failed"),
  ...rows({ class: "spam", category: "spam" }, "filteredspam", "quarantined"),
  // Amazon SES and Resend
  ...rows({ class: "hard", category: "invalid-recipient" }, "permanent/general", "permanent/noemail"),
  ...rows({ class: "soft", category: "mailbox-full" }, "transient/mailboxfull"),
  ...rows({ class: "soft", category: "message-too-large" }, "transient/messagetoolarge"),
  ...rows(
    { class: "soft", category: "content" },
    "transient/contentrejected",
    "transient/attachmentrejected",
  ),
  ...rows({ class: "soft", category: "virus" }, "reject"),
  ...rows({ class: "soft", category: "content" }, "rendering failure"),
  // SendGrid
  ...rows({ class: "hard", category: "invalid-recipient" }, "bounce", "bounce/invalid address"),
  ...rows({ class: "spam", category: "spam" }, "blocked/reputation", "bounce/reputation"),
  ...rows({ class: "soft", category: "content" }, "blocked/content", "bounce/content"),
  ...rows({ class: "soft", category: "rate-limited" }, "blocked/frequency or volume too high"),
  // Mailgun
  ...rows({ class: "spam", category: "blocklist" }, "permanent/espblock"),
  // Postmark
  ...rows({ class: "hard", category: "invalid-recipient" }, "hardbounce", "bademailaddress"),
  ...rows({ class: "spam", category: "spam" }, "spamnotification"),
  ...rows({ class: "spam", category: "virus" }, "virusnotification"),
  ...rows({ class: "soft", category: "network" }, "dnserror"),
  ...rows({ class: "soft", category: "policy" }, "blocked"),
  ...rows({ class: "soft", category: "authentication-failure" }, "dmarcpolicy"),
  // SparkPost
  ...rows({ class: "hard", category: "invalid-recipient" }, "bounce/10", "out_of_band/10", "bounce/30"),
  ...rows({ class: "spam", category: "spam" }, "bounce/51", "bounce/52", "out_of_band/51", "out_of_band/52"),
  ...rows({ class: "soft", category: "mailbox-full" }, "bounce/22", "out_of_band/22"),
  ...rows({ class: "soft", category: "message-too-large" }, "bounce/23", "out_of_band/23"),
]);
