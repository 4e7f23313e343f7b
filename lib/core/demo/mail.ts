import { doesReport } from "@/lib/core/complaint-sources";
import type { Kind, MailEvent } from "@/lib/core/events";
import { providerOf } from "@/lib/core/provider";
import { afterSend, leaseInForce, STEPS } from "@/lib/core/suppression";
import { LISTS, type Sender } from "./bookshop";
import { comesBack, happens, isDeferred, refusal } from "./incidents";
import type { Random } from "./random";
import type { Reader } from "./readers";
import { bounceOf, HARD, type Reply, SOFT, SPAM, THROTTLED } from "./replies";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BROWSERS = ["Mozilla/5.0 (Macintosh)", "Mozilla/5.0 (iPhone)", "Mozilla/5.0 (Windows NT 10.0)"];
/** Companies whose gateway follows every link: some give its name, some do as if it were a person. */
const GATEWAYS = new Map([
  ["hafenbuero.example", "LinkGuard/2.1"],
  ["lindqvist.example", "LinkGuard/2.1"],
  ["montclair.example", BROWSERS[2]!],
  ["pinewood.example", BROWSERS[2]!],
]);
const SHARE = { soft: 0.0055, spam: 0.002, opened: 0.2, clicked: 0.025, complained: 0.0011, left: 0.0026 };

/** One mail to one reader. */
export interface Mail {
  at: number;
  to: Reader;
  sender: Sender;
  campaign: string | undefined;
}

/**
 * What becomes of one mail: its events go into `events`, and the reader remembers what they did about it. The platform
 * keeps its list as documented, so a mail within a lease is dropped and lifts it.
 */
export function deliver(
  { to, sender, at, campaign }: Mail,
  daysAgo: number,
  stream: Random,
  events: MailEvent[],
): void {
  if (to.complainedAt !== null) return;
  const messageId = stream.uuid();
  const add = (kind: Kind, when: number, more: Partial<MailEvent> = {}) =>
    events.push({
      ...{ source: "acs", route: "webhook", messageId, recipient: to.address, kind, at: Math.floor(when) },
      ...{ sender: sender.name, reply: 0, enhanced: "", category: "unknown", campaign, ...more },
    });
  const bounce = (reply: Reply, when: number) => {
    const { kind, ...evidence } = bounceOf(reply, to.mailbox.host);
    add(kind, when, evidence);
    // Mail in flight changes no lease.
    if (kind === "hard" && !leaseInForce(to.lease, when))
      to.lease = {
        cycleStart: Math.floor(when),
        step: 0,
        until: Math.floor(when) + STEPS[0]!,
        inferred: false,
      };
  };

  if (leaseInForce(to.lease, at)) {
    to.lease = afterSend(to.lease, at);
    add("suppressed", at, { detail: { status: "Suppressed" } });
    return;
  }
  const done = at + stream.between(0.5, 6) * SECOND;
  if (!to.dead && isDeferred(to, daysAgo, stream)) {
    const { reply, enhanced, category, detail } = bounceOf(THROTTLED, to.mailbox.host);
    const said = { text: detail?.text, mx: to.mailbox.host };
    add("delayed", at + SECOND, { reply, enhanced, category, detail: said });
  }
  const reply = to.dead ?? refusal(to, sender, daysAgo, stream) ?? ordinary(sender, stream);
  if (reply) {
    bounce(reply, done);
    return;
  }
  add("delivered", done, { category: "delivered" });
  if (comesBack(to, daysAgo, stream)) bounce(HARD[0]!, done + stream.between(5.5, 6.5) * HOUR);
  else engage(to, sender, done, daysAgo, stream, add);
}

/** The daily share of trouble; spam verdicts meet bulk mail only. */
function ordinary(sender: Sender, stream: Random): Reply | null {
  const luck = stream.next();
  if (luck < SHARE.soft) return stream.weighted(SOFT);
  return sender.bulk && luck < SHARE.soft + SHARE.spam * 1.3 ? stream.weighted(SPAM) : null;
}

type Add = (kind: Kind, when: number, more?: Partial<MailEvent>) => void;

function engage(to: Reader, sender: Sender, at: number, daysAgo: number, stream: Random, add: Add): void {
  const userAgent = stream.pick(BROWSERS);
  const url = "https://marlow.example/new";
  const gateway = happens("scanner", daysAgo) ? GATEWAYS.get(to.mailbox.domain) : undefined;
  if (gateway)
    for (let i = 1; i <= 6; i++)
      add("clicked", at + 2 * SECOND + i * 700, { detail: { url: `${url}?link=${i}`, userAgent: gateway } });
  // Apple's proxies fetch the pictures of every mail, sooner or later.
  if (to.mailbox.domain === "icloud.com")
    add("opened", at + 20 * MINUTE, { detail: { userAgent: "Mozilla/5.0" } });
  const opened = at + 20 * SECOND + stream.next() ** 3 * DAY;
  if (!stream.chance(SHARE.opened)) return;
  add("opened", opened, { detail: { userAgent } });
  if (stream.chance(SHARE.clicked / SHARE.opened))
    add("clicked", opened + 20 * SECOND, { detail: { url, userAgent } });
  if (!sender.bulk) return;
  // Of a complaint elsewhere nobody would tell.
  if (doesReport(providerOf(to.mailbox.domain)) && stream.chance(SHARE.complained / SHARE.opened)) {
    to.complainedAt = Math.floor(opened + HOUR);
    add("complained", to.complainedAt, { route: "mail", category: "complaint", detail: { status: "abuse" } });
  } else if (stream.chance(SHARE.left / SHARE.opened)) {
    const open = to.lists.filter(
      ({ list, since, leftAt }) => LISTS[list]!.kind === "marketing" && since < at && leftAt === null,
    );
    if (open.length === 0) return;
    const left = stream.pick(open);
    left.leftAt = Math.floor(opened + 40 * SECOND);
    add("unsubscribed", left.leftAt);
  }
}
