import { DEMO_DOOR, doorTitle } from "@/lib/core/sources/doors";
import { isSourceName, SOURCE_NAMES } from "@/lib/core/sources/names";
import { patience } from "@/lib/core/sources/rhythm";
import { PROOFS, type Proof, SourceSettings } from "@/lib/core/sources/setup";
import type { Database } from "@/lib/server/database";
import { latestIntake } from "@/lib/server/intake";
import { webhookAddress } from "@/lib/server/sources/address";

const QUARTER = 900_000;
const DAY_QUARTERS = 96;
/** How far back a rhythm is looked for. */
const DAYS = 14;
/** Bars of the strip: half hours. */
const BARS = 48;

export interface SourceRow {
  door: string;
  title: string;
  /** Where it reports to; null for what is no webhook. */
  address: string | null;
  proof: Proof | null;
  /** It may report. */
  connected: boolean;
  /** Somebody has set it up, and has seen its secret. */
  settled: boolean;
  topics: string[];
  /** How many keys of it are kept. */
  keys: number;
  tenant: string;
  audience: string;
  state: "live" | "quiet" | "failing" | "waiting" | "off";
  /** Why the last look at it failed, in one line; empty where it did not. */
  error: string;
  /** When an admin connected it, ms. */
  connectedAt: number | null;
  /** When the last events came, ms; null: none, as far back as the intake is kept. */
  arrivedAt: number | null;
  /** From the newest event of the last request to its arrival, ms. */
  lag: number | null;
  /** For how long it may be silent, ms. */
  patience: number;
  /** Of the last 24 hours. */
  accepted: number;
  duplicates: number;
  ignored: number;
  rejected: number;
  refused: number;
  /** Events of these hours, by half hours, the latest last. */
  strip: number[];
  /** Elements in quarantine, of any time. */
  aside: number;
}

/** Every way in that is there, and what came through it. */
export async function sources(db: Database, now: number): Promise<SourceRow[]> {
  const last = Math.floor(now / QUARTER);
  const [connected, feeds, intake, aside] = await Promise.all([
    db.mailSource.findMany(),
    db.feed.findMany(),
    db.intake.findMany({
      where: { quarter: { gt: last - DAYS * DAY_QUARTERS } },
      orderBy: { quarter: "asc" },
    }),
    db.quarantine.groupBy({ by: ["source"], where: { importId: 0 }, _count: true }),
  ]);
  const named = [...intake.map(({ door }) => door), ...feeds.map(({ name }) => name)];
  const others = new Set(named.filter((door) => !isSourceName(door) && door !== DEMO_DOOR));
  const doors = [...SOURCE_NAMES, ...[...others].sort()];
  const heard = new Set(intake.filter(({ arrivedAt }) => arrivedAt !== null).map(({ door }) => door));
  const before = await Promise.all(
    doors.filter((door) => !heard.has(door)).map((door) => latestIntake(db, door)),
  );
  return doors.map((door): SourceRow => {
    const row = connected.find(({ name }) => name === door);
    const error = feeds.find(({ name }) => name === door)?.error ?? "";
    const settings = SourceSettings.parse(row?.settings ?? {});
    const own = intake.filter((one) => one.door === door);
    const brought = own.filter(({ arrivedAt }) => arrivedAt !== null);
    const latest = brought.at(-1) ?? before.find((one) => one?.door === door);
    const day = own.filter(({ quarter }) => quarter > last - DAY_QUARTERS);
    const sum = (of: "accepted" | "duplicates" | "ignored" | "rejected" | "refused") =>
      day.reduce((total, one) => total + one[of], 0);
    const open = !isSourceName(door) || door === "acs" || Boolean(row?.connectedAt);
    const quietAfter = patience(brought.map(({ quarter }) => quarter));
    const arrivedAt = latest?.arrivedAt?.getTime() ?? null;
    const connectedAt = row?.connectedAt?.getTime() ?? null;
    return {
      door,
      title: doorTitle(door),
      address: isSourceName(door) ? webhookAddress(door) : null,
      proof: isSourceName(door) ? PROOFS[door] : null,
      connected: open,
      settled: Boolean(row?.connectedAt),
      keys: row?.keys.length ?? 0,
      ...settings,
      state: error ? "failing" : stateOf(open, { arrivedAt, connectedAt }, quietAfter, now),
      error,
      ...{ connectedAt, arrivedAt, lag: latest?.lag ?? null, patience: quietAfter },
      accepted: sum("accepted"),
      duplicates: sum("duplicates"),
      ignored: sum("ignored"),
      rejected: sum("rejected"),
      refused: sum("refused"),
      strip: stripOf(day, last),
      aside: aside.find(({ source }) => source === door)?._count ?? 0,
    };
  });
}

/** One that was connected and never reported is silent, too, once its patience is over. */
function stateOf(
  open: boolean,
  { arrivedAt, connectedAt }: Pick<SourceRow, "arrivedAt" | "connectedAt">,
  quietAfter: number,
  now: number,
): SourceRow["state"] {
  if (!open) return "off";
  const silent = now - Math.max(arrivedAt ?? 0, connectedAt ?? 0) > quietAfter;
  if (arrivedAt === null) return connectedAt !== null && silent ? "quiet" : "waiting";
  return silent ? "quiet" : "live";
}

function stripOf(day: { quarter: number; accepted: number; duplicates: number }[], last: number): number[] {
  const bars = Array.from({ length: BARS }, () => 0);
  for (const { quarter, accepted, duplicates } of day) {
    const bar = BARS - 1 - Math.floor((last - quarter) / 2);
    if (bar >= 0 && bar < BARS) bars[bar] = bars[bar]! + accepted + duplicates;
  }
  return bars;
}
