import { explainCode, rowOf } from "@/lib/core/bounce/codes";
import { urlsIn } from "@/lib/core/bounce/urls";
import { type Why, whyOf } from "@/lib/core/bounce/why";
import { Refusal } from "@/lib/core/error";
import { type Category, cameBy, type Detail, isBounce, type Kind, kindOf } from "@/lib/core/events";
import type { SourceName } from "@/lib/core/sources/names";
import { foldLease, type Occurrence } from "@/lib/core/suppression";
import { type TimelineEntry, timelineOf } from "@/lib/core/timeline";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { factsOf } from "@/lib/server/leases";
import { type OutwardLink, outwardLink } from "@/lib/server/leave";
import { codeOf } from "./bounced";
import { readKey } from "./keyset";

const SEEN_DELIVERED = 1 << 4;

export interface MessageReport {
  address: string;
  message: string;
  recipient: string;
  messageId: string;
  source: SourceName;
  /** Empty where no route says. */
  sender: string;
  /** Empty where no provider names one. */
  campaign: string;
  /** Time of its earliest status, ms; null while nothing but engagement is known, and so is the outcome. */
  at: number | null;
  outcome: Kind | null;
  category: Category;
  /** It bounced after it was reported delivered. */
  asynchronous: boolean;
  /** What the receiver said in the event that decided; the span is half-open, in UTF-16 units. */
  said: { text: string; span: [number, number] | null; mx: string; pages: OutwardLink[] } | null;
  /** Null unless it bounced, as is the next. */
  reading: Why | null;
  explanation: { code: string; title: string; explanation: string; advice: string } | null;
  /** Ascending. */
  timeline: TimelineEntry[];
  /** What this message did to the address's lease, ascending. */
  lease: Occurrence[];
}

interface EventRow {
  at: Date;
  kind: number;
  route: number;
  import: number;
  verdict: bigint;
  detail: Detail | null;
}

/**
 * One delivery: what became of it, why, and everything that was reported of it.
 * @param of the keys of the delivery, decimal
 * @throws Refusal "not-found"
 */
export async function message(
  db: Database,
  of: { address: string; message: string },
): Promise<MessageReport> {
  const [address, message] = [readKey(of.address), readKey(of.message)];
  const delivery =
    address !== null && message !== null
      ? await db.delivery.findUnique({ where: { address_message: { address, message } } })
      : null;
  if (!delivery) throw new Refusal("not-found", "There is no such message, or its import was undone.");
  const [sender, campaign, log, facts] = await Promise.all([
    db.sender.findUnique({ where: { id: delivery.sender } }),
    delivery.campaign === null ? null : db.campaign.findUnique({ where: { id: delivery.campaign } }),
    db.$queryRaw<EventRow[]>`
      select at, kind, route, import, verdict, detail from event where address = ${address} and message = ${message}`,
    factsOf(db, [delivery.address]),
  ]);
  const verdict = unpackVerdict(Number(delivery.verdict));
  const timeline = timelineOf(log.map(loggedEvent));
  const bounced = isBounce(verdict.outcome) ? verdict.outcome : null;
  const decided = timeline.findLast(({ kind }) => kind === verdict.outcome)?.detail ?? {};
  const { title, explanation, advice } = explainCode(verdict);
  return {
    ...of,
    recipient: delivery.recipient,
    messageId: delivery.messageId,
    // Of a message whose events have been dropped the first is as good as any: nothing is left that it said.
    source: cameBy(log[0]?.route ?? 1).source,
    sender: sender?.name ?? "",
    campaign: campaign?.name ?? "",
    at: delivery.at?.getTime() ?? null,
    outcome: verdict.outcome ?? null,
    category: verdict.category,
    asynchronous: bounced !== null && (delivery.seen & SEEN_DELIVERED) !== 0,
    said: decided.text ? saidOf(decided.text, decided) : null,
    reading: bounced && whyOf(bounced, decided, rowOf(codeOf(verdict), verdict.category)),
    explanation: bounced && { code: codeOf(verdict), title, explanation, advice },
    timeline,
    lease: foldLease(facts.get(delivery.address)?.facts ?? []).history.filter(
      ({ fact }) => fact.id === of.message,
    ),
  };
}

const saidOf = (text: string, { span, mx = "" }: Detail): MessageReport["said"] => ({
  ...{ text, mx, span: span ?? null },
  pages: urlsIn(text).map(outwardLink),
});

function loggedEvent({ at, kind, route, import: importId, verdict: packed, detail }: EventRow) {
  const verdict = Number(packed);
  const { reply, enhanced } = unpackVerdict(verdict);
  const of = { kind: kindOf(kind)!, ...cameBy(route), at: at.getTime() };
  return { ...of, importId, verdict, reply, enhanced, detail: detail ?? {} };
}
