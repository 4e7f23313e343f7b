import type { Rule } from "./rule";

const WHO = "recipient|recipients|address|addresses|rcpt|mailbox|user|account|inbox|email";

/** Words that say little. They are asked only where nothing plainer is said and the code is vague. */
export const WEAK: Rule[] = [
  {
    id: "inactive",
    category: "mailbox-disabled",
    when: [
      "inactive|dormant|inaktiv|inactif|inactivo|suspended|deactivated|archived",
      "not active|activated",
    ],
    example: "550 5.2.0 The email account that you tried to reach is inactive",
  },
  { id: "spam-word", category: "spam", when: ["spam|junk|spams"], example: "554 5.7.1 SPAM" },
  {
    id: "message-blocked",
    category: "policy",
    class: "code",
    when: [
      "message|mail|email|envelope|content|delivery blocked",
      "blocked message|mail|email|envelope|content",
    ],
    example: "554 5.7.1 The message has been blocked",
  },
  {
    id: "blocked",
    category: "blocklist",
    when: ["blocked|banned|block"],
    example: "554 mx.example.org 192.0.2.1 is blocked",
  },
  {
    id: "mailbox-unavailable",
    category: "invalid-recipient",
    class: "code",
    when: [`${WHO} … unavailable|unreachable|unavaiable`, `${WHO} not available|accessible`],
    example: "550 Requested action not taken: mailbox unavailable",
  },
  {
    id: "recipient-refused",
    category: "invalid-recipient",
    class: "code",
    when: [
      `${WHO} rejected|refused|denied`,
      `${WHO} … not accepted|allowed|acceptable|permitted`,
      "reject|rejected|refused|denied recipient|recipients|address|rcpt",
      "all recipients refused|rejected|failed",
    ],
    example: "550 <ida@example.org>: Recipient address rejected",
  },
  {
    id: "host-refused",
    category: "blocklist",
    class: "code",
    when: ["refused to? talk", "after initial connection"],
    example: "host mx.example.org[192.0.2.1] refused to talk to me: 421 Service not available",
  },
  {
    id: "not-now",
    category: "system-error",
    class: "code",
    when: [
      "try|retry|come again|later|back|reconnecting",
      "later",
      "temporarily|temporary|transient|busy|deferred|deferring|defer|delayed",
      "service unavailable|refused|refuse|closing|currently",
      "not available|ready|accepting|accept … mail|messages|connections|now|currently|time",
      "veuillez essayer",
      "unavailable … moment|now",
    ],
    example: "421 Service temporarily unavailable",
  },
  {
    id: "access-denied",
    category: "policy",
    class: "code",
    when: ["access denied|rejected|refused|restricted", "host rejected|refused"],
    example: "554 5.7.1 <mail.example.org>: Client host rejected: Access denied",
  },
  {
    id: "not-found",
    category: "invalid-recipient",
    class: "code",
    when: ["not found", "not ok"],
    example: "550 <ida@example.org> not found",
  },
  {
    id: "refused",
    category: "policy",
    class: "code",
    when: [
      "rejected|refused|denied|declined|disallowed|unacceptable|reject|refuse",
      "not accepted|allowed|permitted|welcome|wanted|acceptable|accept",
    ],
    example: "554 5.7.1 Message refused",
  },
];
