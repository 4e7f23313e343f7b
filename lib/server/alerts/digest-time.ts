import type { AlertChannel } from "@/lib/core/alerts/channel";
import { addDays, dayNumber, localDay } from "@/lib/core/buckets";
import { fromLocalInput } from "@/lib/core/local-time";
import type { Database } from "../database";

/** In the organisation's zone: before the day's work begins. */
const TIME_OF_DIGEST = "07:00";
const MONDAY = 1;

/** When the next digest is due: each day, or each Monday, at 7 in the organisation's zone; null for none. */
export async function nextDigest(
  db: Database,
  digest: AlertChannel["digest"],
  now: Date,
): Promise<Date | null> {
  if (digest === "none") return null;
  const organisation = await db.organisation.findUnique({ where: { id: 1 } });
  return digestAfter(digest, organisation?.timeZone ?? "UTC", now.getTime());
}

/** The same for a known zone. @param now ms since 1970 */
export function digestAfter(digest: "daily" | "weekly", tz: string, now: number): Date {
  for (let day = localDay(now, tz); ; day = addDays(day, 1)) {
    const at = fromLocalInput(`${day}T${TIME_OF_DIGEST}`, tz)!;
    const isMonday = new Date(dayNumber(day)).getUTCDay() === MONDAY;
    if (at > now && (digest === "daily" || isMonday)) return new Date(at);
  }
}
