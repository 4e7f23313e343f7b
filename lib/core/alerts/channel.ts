import { z } from "zod";
import { clock } from "../format";

const HOUR = 3_600_000;
const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time such as 22:00.");

const common = {
  name: z.string().trim().min(1, "Give the channel a name.").max(80, "Use at most 80 characters."),
  on: z.boolean().default(true),
  /** Wall-clock times of the organisation's zone between which nothing is sent; null: none. `from` may be later than `to`. */
  quiet: z.strictObject({ from: wall, to: wall }).nullable().default(null),
  digest: z.enum(["none", "daily", "weekly"]).default("none"),
};
const address = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/\S+$/, "Write an address that begins with https://.");

/** Who is told, and when not. */
export const AlertChannel = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("email"),
    to: z.array(z.email("Write e-mail addresses.").max(320)).min(1, "Write at least one address.").max(20),
  }),
  z.strictObject({ ...common, kind: z.literal("slack"), url: address }),
  z.strictObject({ ...common, kind: z.literal("webhook"), url: address }),
]);
export type AlertChannel = z.output<typeof AlertChannel>;

/**
 * A channel as others than its receiver may see it: who knows the whole address of a web hook can post to it.
 * An address that comes back like this means the one that is stored.
 */
export function shownChannel(channel: AlertChannel): AlertChannel {
  return channel.kind === "email" ? channel : { ...channel, url: `${new URL(channel.url).origin}/…` };
}

/** What a message says, whoever carries it. */
export interface AlertText {
  subject: string;
  lines: string[];
  /** Where it can be seen, without the origin. It needs a sign-in. */
  path: string;
  chart?: {
    /** What it shows, in a line. */
    caption: string;
    /** PNG, in base64. */
    png: string;
    /** The same in letters, for who takes no picture. */
    sketch: string;
  };
}

const BARS = "▁▂▃▄▅▆▇█";

/** Values as a row of bars, from zero; null, of which nothing is known, as a dot. */
export function sketchOf(values: readonly (number | null)[]): string {
  const top = Math.max(0, ...values.map((value) => value ?? 0)) || 1;
  const bar = (value: number) => BARS[Math.min(BARS.length - 1, Math.floor((value / top) * BARS.length))]!;
  return values.map((value) => (value === null ? "·" : bar(value))).join("");
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** When a message of `now` may go: at once, or when the quiet hours are over. In ms since 1970. */
export function afterQuiet({ quiet }: Pick<AlertChannel, "quiet">, tz: string, now: number): number {
  if (!quiet || quiet.from === quiet.to) return now;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = (at: number): boolean => {
    const wall = minutesOf(clock(at, tz));
    return from < to ? wall >= from && wall < to : wall >= from || wall < to;
  };
  // By quarter hours, as the wall clock may jump in between: every zone keeps to them.
  let at = now;
  while (isQuiet(at)) at = Math.floor(at / (HOUR / 4) + 1) * (HOUR / 4);
  return at;
}
