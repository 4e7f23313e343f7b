import { clock, day } from "@/lib/core/format";

/** "02:14:49". Every zone since 1972 is off UTC by whole minutes, so the seconds are the same everywhere. */
export function clockSecond(at: number, tz: string): string {
  const seconds = Math.floor(at / 1000) % 60;
  return `${clock(at, tz)}:${String(seconds).padStart(2, "0")}`;
}

/** "19 Nov 02:14:49"; without the day where `previous` was on the same one. */
export function momentSecond(at: number, tz: string, now: number, previous?: number): string {
  const local = day(at, tz, now);
  const sameDay = previous !== undefined && day(previous, tz, now) === local;
  return sameDay ? clockSecond(at, tz) : `${local} ${clockSecond(at, tz)}`;
}
