import { wallClock } from "./buckets";

const DAY = 86_400_000;

/** What a date and time input shows for `ms` in the zone: "2026-11-20T10:02". */
export const localInput = (ms: number, tz: string): string =>
  new Date(wallClock(ms, tz)).toISOString().slice(0, 16);

/**
 * The instant (ms, UTC) that a date and time input means in the zone, null where it holds none. Of an hour that happens
 * twice the first is meant; a time that the clocks skip is moved on by what they skip.
 */
export function fromLocalInput(text: string, tz: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const [before, after] = [wall - DAY, wall + DAY].map((ms) => wall - (wallClock(ms, tz) - ms));
  return [before!, after!].find((ms) => wallClock(ms, tz) === wall) ?? before!;
}
