import type { Rule } from "./rule";

const MAIL = "mail|mails|email|emails|message|messages";

/** Forbidden attachments and countries; asked before content and host, which such replies name too. */
export const FORBIDDEN: Rule[] = [
  {
    id: "attachment",
    category: "policy",
    when: [
      "illegal|prohibited|forbidden|disallowed|unacceptable|banned|blocked|restricted|unauthorized attachment|attachments|file|extension|filename type|extension|name?",
      "attachment|attachments|file|extension … prohibited|forbidden|blocked|banned|disallowed|unacceptable|denied|rejected|refused|illegal|restricted",
      "attachment|attachments|file|extension … not allowed|accepted|permitted",
      "not accept|accepting … attachment|attachments|images",
      "executable attachment|attachments|file|files|content",
      "potential security",
      "security issue|risk|problem|reasons|policies|policy",
    ],
    example: "552 5.7.0 Our system detected an illegal attachment on your message",
  },
  {
    id: "place",
    category: "policy",
    when: [
      "country|region|geo|geographic|geolocation|countries … blocked|restricted|denied|banned|refused|rejected|prohibited",
      "country|region|geo|geographic|geolocation|countries … not allowed|accepted|permitted",
      "blocked|banned|rejected|refused|denied … country|region|countries|geo",
    ],
    example: "550 Connections from your country are not allowed",
  },
];

/** Rules of the receiver that are no verdict on reputation. */
export const POLICY: Rule[] = [
  {
    id: "closed-recipient",
    category: "policy",
    when: [
      `user|recipient|recipients|addressee|customer|owner rejects|refused|refuses|declined|blocked|denied … delivery|sender|${MAIL}`,
      "user reject|rejects|rejected|refused|refuses",
      "rejected|refused|blocked|denied|declined by … recipient|user|addressee|owner|customer|administrator|organization|organisation",
      `not allowed|authorized|authorised|permitted|able to? send|post|write|submit|mail|email … list|group|recipient|recipients|user|address|mailbox`,
      `only accepts|accept|accepting|receive|receives|receiving|allows|allowing ${MAIL}? from|to|for|authenticated|internal|members|trusted`,
      "closed mailing? list|group",
      "not authorized|allowed|permitted … group|list",
      "restricted|restriction|restrictions|restrict",
      "moderated|moderator|moderation",
      "members only",
      "no|not permission|permissions|rights|privileges",
      "permission denied",
      "not authorized|authorised",
    ],
    example: "550 5.7.1 You are not allowed to send to this list",
  },
  {
    id: "policy",
    category: "policy",
    when: [
      "policy|policies",
      "administrative|administratively|administrator prohibition|prohibited|denied|rejected|block|blocked|prohibits|lock|locked|refused|reasons",
      "organizational|organisational settings|rules|setting|rule",
      "prohibited|forbidden",
      "violates|violation|violated",
      "local rules|rule|restrictions",
      "transport|mail|delivery|message|custom rule|rules",
      "terms of service|use",
      "data loss",
      "dlp",
    ],
    example: "554 5.7.1 Message rejected due to local policy",
  },
];
