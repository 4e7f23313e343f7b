import fc from "fast-check";
import { CATEGORIES, KINDS, type MailEvent, ROUTES } from "@/lib/core/events";

const START = Date.UTC(2026, 0, 31, 20);
const HOUR = 3_600_000;

/** Of people and machines, about few links. */
const REQUESTS = [
  { userAgent: "Mozilla/5.0 (iPhone)", url: "https://a.example/1" },
  { userAgent: "Mozilla/5.0 (iPhone)", url: "https://a.example/2" },
  { userAgent: "Mozilla/5.0 (iPhone)", url: "https://a.example/3" },
  { userAgent: "Mozilla/5.0", url: "https://a.example/1" },
  { userAgent: "LinkGuard/2.1", url: "https://a.example/1" },
];

const source = fc.constantFrom("acs" as const, "generic" as const);
const route = fc.constantFrom(...ROUTES);
const recipient = fc.constantFrom(
  "ida@posteo.example",
  "Ida@Posteo.example",
  "jo@gmail.com",
  "💌@gmail.com",
  "ﬀ@gmail.com",
  "",
);
/** Mostly none; reports of one mail may name different ones. */
const campaign = fc.constantFrom(undefined, undefined, "Autumn sale", "Winter sale 🎁", "welcome");
const sender = fc.constantFrom("news@a.example", "a.example", "shop@b.example", "");

const anyEvent: fc.Arbitrary<MailEvent> = fc.record({
  ...{ source, route, recipient, sender, campaign },
  messageId: fc.constantFrom("m-1", "m-2", "M-2", "m-3"),
  kind: fc.constantFrom(...KINDS),
  at: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => START + (n * HOUR) / 4),
    fc.integer({ min: 0, max: 20 }).map((n) => START + n * 24 * HOUR),
  ),
  reply: fc.constantFrom(0, 421, 550, 554),
  enhanced: fc.constantFrom("", "4.2.2", "5.1.1", "5.7.1"),
  category: fc.constantFrom(...CATEGORIES),
});

/** Of mail that arrives and is read, within seconds: who did it is the question. */
const readEvent: fc.Arbitrary<MailEvent> = fc.record({
  ...{ source, route, recipient, sender, campaign },
  messageId: fc.constantFrom("r-1", "r-2", "r-3"),
  kind: fc.constantFrom("queued", "delivered", "opened", "clicked", "clicked"),
  at: fc.constantFrom(0, 500, 1_999, 2_000, 4_000, HOUR).map((n) => START + n),
  reply: fc.constant(0),
  enhanced: fc.constant(""),
  category: fc.constant("unknown"),
  detail: fc.constantFrom(...REQUESTS),
});

/**
 * Events about so few messages and addresses, at so few instants, that they meet all the time: two spellings of one
 * address, a sender with and without its local part, contradicting reports of one instant, months and days that end,
 * people and machines that read.
 */
export const crowdedEvent: fc.Arbitrary<MailEvent> = fc.oneof(
  { arbitrary: anyEvent, weight: 3 },
  { arbitrary: readEvent, weight: 1 },
);

/** A copy in another order. */
export function shuffled<T>(items: T[], next: () => number): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

/** Cut into batches of 1 to `most`. */
export function batches<T>(items: T[], most: number, next: () => number): T[][] {
  const cut: T[][] = [];
  for (let i = 0; i < items.length; ) {
    const size = 1 + Math.floor(next() * most);
    cut.push(items.slice(i, i + size));
    i += size;
  }
  return cut;
}
