import type { Rule } from "./rule";

/** Faults in the dialogue that mention hosts and names on the way. */
export const DIALOGUE: Rule[] = [
  {
    id: "helo",
    category: "protocol",
    when: [
      "helo|ehlo command|name|argument|host|hostname|domain|parameter|string? rejected|invalid|required|needs|refused|bad|error|syntax|first",
      "helo|ehlo name|argument|host|hostname|domain? not valid|accepted|resolve|found|allowed",
      "invalid domain name",
      "helo|ehlo … refused|rejected",
      "invalid|bad|missing|unacceptable|illegal|bogus|send|need|issue|say helo|ehlo",
    ],
    example: "504 5.5.2 <mail>: Helo command rejected: need fully-qualified hostname",
  },
  {
    id: "protocol-violation",
    category: "protocol",
    when: [
      "protocol violation|synchronization",
      "smtp protocol error",
      "smtp synchronization",
      "commands allowed to pipeline",
      "improper|rejected|unauthorized|error|command pipelining",
    ],
    example: "503 5.5.0 SMTP protocol violation",
  },
];

/** Names that could not be looked up, as against names that do not exist. */
export const LOOKUP: Rule[] = [
  {
    id: "dns-trouble",
    category: "network",
    when: [
      "host|hostname|domain|host found try again",
      "not found try again",
      "name service|server|resolution failure|temporary|temporarily|timeout|timed",
      "dns failure|failures|error|errors|timeout|problem|temporary|servfail|temporarily",
      "dns lookup|query|resolution|server|servers failure|failed|error|timeout|timed|problem",
      "temporary|temporarily|transient dns|name lookup|resolution? failure|failures|failed|error|problem",
      "host|domain name? lookup failure|failed",
      "unable to? look|lookup up? host|domain|mx",
      "servfail",
      "name server reply",
      "cname lookup failed",
    ],
    example: "451 4.4.3 Name service error for name=example.org type=MX: Host not found, try again",
  },
  {
    id: "list-expansion",
    category: "system-error",
    class: "code",
    when: ["list expansion problem|failed|failure|error", "expansion of? list failed|failure|error"],
    example: "550 5.2.1 Mailing list expansion problem",
  },
];

/** Time ran out, no connection, mail in circles. */
export const NETWORK: Rule[] = [
  {
    id: "expired",
    category: "network",
    when: [
      "message|mail|envelope|delivery|queue|queued|retry|time|lifetime expired|timeout|expire",
      "delivery|retry time expired|exceeded|timeout|limit",
      "retry time not reached",
      "expired message",
      "in queue too|for",
      "queue too long",
      "too old",
      "retried for",
      "failing|failed for … time",
      "not … delivered|collected for|after … more|longer|hours|days",
      "delivery attempts … continue|continued",
      "numerous|many attempts",
      "gave|giving|give|given up",
      "not delivered|deliver|delivery … within|for|after … days|hours|minutes|hour|day|time|period",
      "unable to? deliver … in|for|after|within … days|hours|minutes|hour|day|time",
      "undeliverable for|after",
      "after multiple|several|repeated retries|attempts|tries",
    ],
    example: "554 5.4.7 Delivery time expired",
  },
  {
    id: "loop",
    category: "network",
    when: [
      "too many hops|received",
      "hop count|limit|counts exceeded|too|reached|maximum",
      "exceeded … hops",
      "hops exceeded",
      "mail|mailer|routing|forwarding|message|delivery loop|loops",
      "loops|loop back|detected|in|to",
      "looping",
    ],
    example: "554 5.4.6 Too many hops",
  },
  {
    id: "connection",
    category: "network",
    when: [
      "timed out",
      "timeout|timeouts",
      "time out",
      "connection|connections|connect|session|socket|link refused|reset|lost|closed|dropped|expired|failed|failure|aborted|broken|error|terminated|interrupted|dead|unexpectedly",
      "lost|bad|broken|dropped|failed connection",
      "no route to",
      "no answer|response|reply from",
      "not respond|responding|answer|answering|reply|reached|reachable",
      "network unreachable|error|down|problem|failure",
      "host|server|network|destination|mx unreachable|offline",
      "host|server|network|destination|mx not available|reachable|responding|connected",
      "unable|not|failed to? connect|reach|contact|establish|communicate|connected",
      "communication|communications|conversation failure|error|problem|with",
      "unable|not to? resolve? route",
      "no|not find … gateway",
      "broken pipe",
      "remote host|server closed|dropped|disconnected|reset",
      "connection … abruptly",
    ],
    example: "421 4.4.2 Connection timed out",
  },
];

/** The receiving system itself. */
export const SYSTEM: Rule[] = [
  {
    id: "system-error",
    category: "system-error",
    when: [
      "internal server|system|software|error|problem|failure|mail",
      "local|system|server|service|software|mailer|configuration|config|database|ldap|resource|processing|program|spool|script error|errors|failure|problem|problems|malfunction|fault",
      "error|problem in|during|while processing|writing|opening|reading|creating",
      "misconfigured|misconfiguration|maintenance|overloaded|overload|outage",
      "configured incorrectly|improperly|wrong",
      "system|server|service|host|agent|resources|mta|machine busy|overloaded|down|loaded|exhausted|load|unavailable|starting|shutting",
      "too busy|loaded|much",
      "high load|system",
      "insufficient resources|memory",
      "interrupted system call",
      "encountered … error|problem",
      "failed to? replicated",
      "no healthy",
      "resources temporarily? unavailable|low|exhausted|limited|insufficient",
      "queue file write",
      "io|input|output error",
      "lookup failure|failed",
      "not|unable|failed to? create|open|write|lock|access|save|store|append|execute|run|chdir|start … file|mailbox|maildir|directory|spool|database|queue|program|folder",
      "command died|failed|exited|terminated",
      "exit status|code",
      "child|process|mailer|program exited|returned|died|terminated|crashed",
      "x unix",
      "command output",
      "procmail|maildrop|vdelivermail",
      "local delivery failed|agent|failure",
      "directory|ldap|database|backend|server unavailable|down|lookup",
      "scanner|scanning|scan|milter|filter unavailable|failed|timeout|error|failure|down|offline",
    ],
    example: "451 4.3.0 Internal server error",
  },
];
