import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import type { MailEvent } from "@/lib/core/events";
import { SOURCES } from "@/lib/core/sources";
import type { PrismaClient } from "@/prisma/generated/client";
import { type State, stateOf } from "./testing-state";

const START = Date.UTC(2026, 1, 27, 20);
const REPLIES = [
  "550 5.1.1 The mailbox does not exist",
  "550 5.7.1 Our gatekeeper says goodbye",
  "452 4.2.2 Mailbox full, says the gatekeeper",
  "554 Message refused",
  "550 5.7.606 Access denied, banned sending IP",
  "",
];
const STATUSES = [
  "Bounced",
  "Bounced",
  "Failed",
  "FilteredSpam",
  "Delivered",
  "Suppressed",
  "OutForDelivery",
];
const RECIPIENTS = [
  "ida@posteo.example",
  "Ida@Posteo.example",
  "jo@gmail.com",
  "kim@gmail.com",
  "lu@outlook.com",
];

/**
 * Events as the source reads them, evidence included, about so few messages at so few instants that contradicting
 * reports of one instant meet all the time.
 * @param next random numbers in [0, 1)
 */
export function bouncedEvents(count: number, messages: number, next: () => number): MailEvent[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  return Array.from({ length: count }, () => {
    const hours = Math.floor(next() * 60);
    const record = {
      time: new Date(START + hours * 3_600_000).toISOString(),
      category: "EmailStatusUpdateOperational",
      correlationId: `m-${Math.floor(next() * messages)}`,
      properties: {
        SenderDomain: "mail.marlow.example",
        SenderUsername: pick(["news", ""]),
        RecipientId: pick(RECIPIENTS),
        DeliveryStatus: pick(STATUSES),
        FailureMessage: pick(REPLIES),
        SmtpStatusCode: pick(["", "550", "452"]),
        EnhancedSmtpStatusCode: pick(["", "", "5.7.1"]),
        IsHardBounce: pick([true, false, null]),
      },
    };
    const [event] = SOURCES.acs.readRecord(record).events;
    if (!event) throw new Error("the record was not read");
    return event;
  });
}

const RULE = { when: [], code: "", provider: "", on: true };

/** Rules that move bounces between all classes, by words, by code and by provider. */
export const OWN_RULES: OwnRuleInput[] = [
  {
    ...RULE,
    id: "gate-gmail",
    name: "Gate",
    when: ["gatekeeper"],
    provider: "Gmail",
    category: "policy",
    class: "soft",
  },
  {
    ...RULE,
    id: "gate",
    name: "Gate",
    when: ["gatekeeper says? goodbye"],
    category: "invalid-recipient",
    class: "hard",
  },
  { ...RULE, id: "gone", name: "Gone", when: ["mailbox not exist"], category: "spam", class: "spam" },
  { ...RULE, id: "banned", name: "Banned", code: "5.7.x", category: "blocklist", class: "code" },
];

/** The state of a database with all of the log: evidence, and how it is read. */
export async function readState(db: PrismaClient): Promise<State> {
  const state = await stateOf(db);
  const rows = await db.$queryRaw<{ line: string }[]>`
    select concat_ws('|', at, address, message, kind, route, import, evidence, verdict, detail::text) as line from event`;
  return { ...state, log: rows.map((row) => row.line).sort() };
}
