import { z } from "zod";
import type { SuppressionReason } from "./suppression-reasons";

/** What an endpoint is told: that addresses are kept from mail, until another time than before, or no longer. */
export const CHANGES = [
  "suppression.added",
  "suppression.extended",
  "suppression.shortened",
  "suppression.released",
] as const;
export type SuppressionChange = (typeof CHANGES)[number];

/** One suppression as an endpoint is told of it. Times are ISO 8601, UTC. */
export interface ToldSuppression {
  /** As it was written; "@domain" for a whole domain. */
  address: string;
  /** "bounce": a lease. */
  reason: SuppressionReason;
  scope: "all" | "list" | "sender";
  /** Number of the list, or the sender domain, where the scope is one. */
  list?: number;
  sender?: string;
  since: string;
  /** Absent: no end. */
  until?: string;
  /** Of a lease, from 1. */
  step?: number;
}

/** What somebody says of an endpoint that is to be told. */
export const NewEndpoint = z.strictObject({
  name: z.string().trim().min(1, "Give it a name.").max(80, "Use at most 80 characters."),
  url: z
    .string()
    .trim()
    .max(2_000)
    .regex(/^https?:\/\/\S+$/, "Write an address that begins with https://."),
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PAUSES = [
  5_000,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** How long an endpoint may fail before it is switched off, in ms: five days (Standard Webhooks, "deliverability"). */
export const LONGEST_FAILURE = 120 * HOUR;

/**
 * How long to wait after the attempt of this number (from 1), in ms; null: it was the last.
 * @param chance 0 to 1: spreads what failed together over a tenth of the pause
 * @param retryAfter what the receiver asked for, in ms
 */
export function pauseAfter(attempt: number, chance: number, retryAfter = 0): number | null {
  const pause = PAUSES[attempt - 1];
  return pause === undefined ? null : Math.max(Math.round(pause * (1 + chance / 10)), retryAfter);
}

/** What `Retry-After` asks for (RFC 9110, section 10.2.3), in ms from `now`, a day at most; 0 where it says nothing. */
export function readRetryAfter(text: string | undefined, now: number): number {
  if (!text) return 0;
  const wanted = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), 24 * HOUR) : 0;
}

/** What became of a suppression that ended at `was` and now ends at `is` (ms; null: none), seen at `now`; null: nothing. */
export function changeOf(was: number | null, is: number | null, now: number): SuppressionChange | null {
  const held = (until: number | null): until is number => until !== null && until > now;
  if (!held(is)) return held(was) ? "suppression.released" : null;
  if (!held(was)) return "suppression.added";
  if (is === was) return null;
  return is > was ? "suppression.extended" : "suppression.shortened";
}
