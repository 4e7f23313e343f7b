import type { Rule } from "./rule";

/** Who the sender is, and proof of it: log-in, SPF, DKIM, DMARC, reverse DNS. */
export const AUTHENTICATION: Rule[] = [
  {
    id: "login",
    category: "authentication-failure",
    when: [
      "too many login|authentication|auth|password attempts|failures",
      "authentication|auth required|needed|failure|failed|rejected|unsuccessful|credentials|mandatory",
      "requires|require|required authentication|authenticated",
      "authentification requise|invalide|echouee",
      "username and password not accepted",
      "password required",
      "bad|invalid|incorrect username|user|login or|and password",
      "not authenticated",
      "authenticate|log before sending",
    ],
    example: "530 5.7.0 Authentication required",
  },
  {
    id: "dmarc",
    category: "authentication-failure",
    when: ["dmarc"],
    example: "550 5.7.1 DMARC check failed",
  },
  {
    id: "dkim",
    category: "authentication-failure",
    when: ["dkim", "domainkeys", "domain keys", "arc validation|seal|chain|signature|set"],
    example: "550 5.7.20 no passing DKIM signature found",
  },
  {
    id: "spf",
    category: "authentication-failure",
    when: [
      "spf",
      "sender policy framework",
      "sender id check|failed|fail|record|policy",
      "sender permitted from",
    ],
    example: "550 5.7.23 The message was rejected because of an SPF failure",
  },
  {
    id: "unauthenticated",
    category: "authentication-failure",
    when: [
      "unauthenticated",
      "authentication level|checks|information|results|policy",
      "not pass … authentication",
      "fails|failed|fail … authentication",
      "spoof|spoofed|spoofing|forged|forgery|impersonation|impersonating",
      "not allowed|authorized|authorised|permitted|designated to? send|sends|sending|submit … from|as|behalf",
      "not allowed|authorized|authorised|permitted to? send mail|email|messages for",
      "not aligned",
      "envelope|mail|sender … header|headers mismatch|mismatched",
    ],
    example: "550 5.7.1 This host is not authorized to send mail on behalf of shop.example",
  },
  {
    id: "reverse-dns",
    category: "authentication-failure",
    when: [
      "ptr",
      "rdns|fcrdns",
      "reverse dns|hostname|lookup|name|ip|mapping|address|resolution|record",
      "forward confirmed",
      "not find … hostname",
      "unable to? find|resolve … hostname",
      "not resolve … hostname",
      "mismatches|mismatch client ip",
      "hostname|helo|ehlo not match|matches",
      "no|missing|invalid|without hostname",
      "ip … not resolve|resolves",
      "forward dns",
      "unresolvable relay|client host",
      "unverifyable|unverifiable sending|sender|ip",
    ],
    example: "450 4.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.1]",
  },
];

/** Encryption between the servers. */
export const ENCRYPTION: Rule[] = [
  {
    id: "tls",
    category: "tls",
    when: [
      "issue starttls",
      "starttls required|failed|failure|error|first|refused|timeout|negotiation|command|unavailable",
      "not|no support|offer|supported|offered|advertise|announce starttls|tls",
      "starttls|tls|ssl|encryption not|no supported|available|offered|possible|used|established|advertised|support",
      "tls|ssl|encryption required|needed|mandatory|failed|failure|error|negotiation|handshake|unavailable|connection|session|version|protocol|support",
      "requires|require|required|need|needs|force|enforced|use tls|ssl|starttls|encryption|encrypted|requiretls",
      "certificate verify|verification|validation|expired|invalid|failed|failure|untrusted|error|unknown|mismatch",
      "certificate … not trusted|valid|match|verified",
      "invalid|untrusted|expired|unverified certificate",
      "handshake failure|failed|error",
      "mta sts",
      "dane|tlsa|requiretls",
      "cryptographic",
    ],
    example: "530 5.7.0 Must issue a STARTTLS command first",
  },
];
