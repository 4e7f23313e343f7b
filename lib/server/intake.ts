import type { Database } from "./database";
import type { Statements } from "./statements";

/** The import that what came in by itself belongs to: none. */
export const LIVE = 0;

const QUARTER = 900_000;
const SECOND = 1_000;

/** What one request or poll has brought. */
export interface Brought {
  accepted: number;
  duplicates: number;
  /** Of those accepted: came more than a day after they had happened. */
  late: number;
  ignored: number;
  rejected: number;
}

const NOTHING: Brought = { accepted: 0, duplicates: 0, late: 0, ignored: 0, rejected: 0 };

/**
 * Adds to what came through a door in this quarter of an hour.
 * @param newest time of its newest event in ms; null where it brought none
 */
export async function noteIntake(
  db: Statements,
  door: string,
  brought: Brought,
  newest: number | null,
  now: Date,
): Promise<void> {
  await note(db, door, { ...brought, refused: 0 }, newest, now);
}

const unwritten = new Map<string, { refused: number; since: number }>();

/** Counts a request without the right. Written once a second at most: strangers do not make the database work. */
export async function noteRefused(db: Statements, door: string, now: Date): Promise<void> {
  const known = unwritten.get(door);
  const refused = (known?.refused ?? 0) + 1;
  if (known && now.getTime() - known.since < SECOND) {
    known.refused = refused;
    return;
  }
  unwritten.set(door, { refused: 0, since: now.getTime() });
  await note(db, door, { ...NOTHING, refused }, null, now);
}

async function note(
  db: Statements,
  door: string,
  { accepted, duplicates, late, ignored, rejected, refused }: Brought & { refused: number },
  newest: number | null,
  now: Date,
): Promise<void> {
  const quarter = Math.floor(now.getTime() / QUARTER);
  const eventAt = newest === null ? null : new Date(newest);
  const arrivedAt = eventAt && now;
  const lag = newest === null ? null : Math.min(Math.max(0, now.getTime() - newest), 2 ** 31 - 1);
  await db.$executeRaw`
    insert into intake as i (door, quarter, accepted, duplicates, late, ignored, rejected, refused, arrived_at, event_at, lag)
    values (${door}, ${quarter}, ${accepted}, ${duplicates}, ${late}, ${ignored}, ${rejected}, ${refused},
      ${arrivedAt}::timestamp, ${eventAt}::timestamp, ${lag}::int)
    on conflict (door, quarter) do update set
      accepted = i.accepted + excluded.accepted, duplicates = i.duplicates + excluded.duplicates,
      late = i.late + excluded.late, ignored = i.ignored + excluded.ignored, rejected = i.rejected + excluded.rejected,
      refused = i.refused + excluded.refused, arrived_at = greatest(i.arrived_at, excluded.arrived_at),
      event_at = greatest(i.event_at, excluded.event_at), lag = coalesce(excluded.lag, i.lag)`;
}

/** The last quarter of an hour in which something came through a door, however long ago; by the key, backwards. */
export const latestIntake = (db: Database, door: string) =>
  db.intake.findFirst({ where: { door, arrivedAt: { not: null } }, orderBy: { quarter: "desc" } });
