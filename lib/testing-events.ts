import fc from "fast-check";
import { CATEGORIES, KINDS, type MailEvent, ROUTES } from "@/lib/core/events";

const START = Date.UTC(2026, 0, 31, 20);
const HOUR = 3_600_000;

/**
 * Events about so few messages and addresses, at so few instants, that they meet all the time: two spellings of one
 * address, a sender with and without its local part, contradicting reports of one instant, months and days that end.
 */
export const crowdedEvent: fc.Arbitrary<MailEvent> = fc.record({
  source: fc.constant("acs" as const),
  route: fc.constantFrom(...ROUTES),
  messageId: fc.constantFrom("m-1", "m-2", "M-2", "m-3"),
  recipient: fc.constantFrom(
    "ida@posteo.example",
    "Ida@Posteo.example",
    "jo@gmail.com",
    "💌@gmail.com",
    "ﬀ@gmail.com",
    "",
  ),
  kind: fc.constantFrom(...KINDS),
  at: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => START + (n * HOUR) / 4),
    fc.integer({ min: 0, max: 20 }).map((n) => START + n * 24 * HOUR),
  ),
  sender: fc.constantFrom("news@a.example", "a.example", "shop@b.example", ""),
  reply: fc.constantFrom(0, 421, 550, 554),
  enhanced: fc.constantFrom("", "4.2.2", "5.1.1", "5.7.1"),
  category: fc.constantFrom(...CATEGORIES),
});

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
