import { type MetricName, metricOf } from "./metrics";
import type { Share } from "./score";
import type { Slice, SliceBy } from "./slice";
import { falseDiscovery, tailOf, twoProportions, wilson } from "./statistics";

/** Of all that is told as a change, at most this share is expected to be chance. */
const FALSE_SHARE = 0.01;
/** Fewer mails in either week, or fewer of what is counted in both, are not compared. */
const ENOUGH_MAIL = 50;
const ENOUGH_COUNTED = 5;
/** A change must be of so much of the rate before: of a million mails anything is significant. */
const WORTH_TELLING = 0.2;
const MOST_A_METRIC = 2;

/** One rate in two weeks: of all mail, or of a slice of it. */
export interface Cell {
  metric: MetricName;
  slice: Slice | null;
  now: Share;
  before: Share;
}

/** A slice that goes along with a change. */
export interface Along {
  slice: Slice;
  /** Of what came on top, 0 to 1; null where the change is not of all mail. */
  share: number | null;
}

export interface Change extends Cell {
  up: boolean;
  /** How far the two rates lie apart, in standard deviations. */
  z: number;
  /** At most one each of who sent, who received and which code. */
  along: Along[];
}

const GROUP: Record<SliceBy, string> = {
  ...{ "sender-domain": "sent", sender: "sent", campaign: "sent", provider: "received", domain: "received" },
  ...{ code: "code", category: "code" },
};

type Tested = Cell & { z: number };

export const isWorse = ({ metric, up }: Pick<Change, "metric" | "up">): boolean =>
  metricOf(metric).good === (up ? "less" : "more");

/** How many more (fewer: negative) there were than the rate before would have brought. */
const excessOf = ({ now, before }: Cell): number => now.k - (now.n * before.k) / before.n;

type Weeks = Pick<Cell, "now" | "before">;

export const isCompared = ({ now, before }: Weeks): boolean =>
  now.n >= ENOUGH_MAIL && before.n >= ENOUGH_MAIL && Math.max(now.k, before.k) >= ENOUGH_COUNTED;

/** The 95 % intervals of the two weeks lie apart, and it moved by enough to be told. */
export function isClear({ now, before }: Weeks): boolean {
  const [a, b] = [wilson(now.k, now.n), wilson(before.k, before.n)];
  const [is, was] = [now.k / now.n, before.k / before.n];
  return (a.low > b.high || b.low > a.high) && Math.abs(is - was) >= WORTH_TELLING * was;
}

/** The most particular of the cells that hold nearly as much of the excess as the fullest. */
function fullest(cells: Tested[]): Tested | undefined {
  const most = Math.max(...cells.map((cell) => Math.abs(excessOf(cell))));
  return cells
    .filter((cell) => Math.abs(excessOf(cell)) >= 0.8 * most)
    .sort((a, b) => a.now.n - b.now.n || Math.abs(b.z) - Math.abs(a.z))[0];
}

/** One in each group of slices that holds at least half of the excess of `lead`. */
function alongOf(lead: Tested, others: Tested[]): Tested[] {
  const excess = Math.abs(excessOf(lead));
  const found = ["sent", "received", "code"].flatMap((group) => {
    if (lead.slice && GROUP[lead.slice.by] === group) return [];
    const own = others.filter((cell) => {
      const part = Math.abs(excessOf(cell)) / excess;
      return (
        cell.slice && GROUP[cell.slice.by] === group && part >= 0.5 && (lead.slice === null || part <= 1.5)
      );
    });
    return fullest(own) ?? [];
  });
  return found.sort((a, b) => Math.abs(excessOf(b)) - Math.abs(excessOf(a)));
}

/** The changes of one metric in one direction: first of all mail, if it moved, with what goes along; then what is left. */
function told(cells: Tested[], fresh: Cell[]): Change[] {
  const found: Change[] = [];
  let left = cells;
  while (left.length > 0 && found.length < MOST_A_METRIC) {
    const lead =
      left.find((cell) => cell.slice === null) ??
      left.reduce((best, cell) => (Math.abs(cell.z) > Math.abs(best.z) ? cell : best));
    // What hardly sent or received before is measured by the rate that all mail had.
    const beside = fresh.map((cell): Tested => ({ ...cell, before: lead.before, z: lead.z }));
    const along = alongOf(lead, lead.slice === null ? [...left, ...beside] : left);
    found.push({
      ...lead,
      up: lead.z > 0,
      along: along.map((cell) => ({
        slice: cell.slice!,
        share: lead.slice === null ? Math.min(1, excessOf(cell) / excessOf(lead)) : null,
      })),
    });
    const groups = new Set([lead, ...along].flatMap(({ slice }) => (slice ? [GROUP[slice.by]] : [])));
    // Of all mail everything that moved is a part; beside one slice only those of another kind are news.
    left = lead.slice === null ? [] : left.filter((cell) => cell.slice && !groups.has(GROUP[cell.slice.by]));
  }
  return found;
}

/**
 * What clearly changed from one week to the next: what got worse first, of each the best evidenced first. A rate counts as changed where the 95 %
 * intervals lie apart, it moved by a fifth of itself, and it remains after a correction for how many were compared.
 * @returns also how many were compared
 */
export function changesOf(cells: Cell[]): { compared: number; changes: Change[] } {
  const tested = cells
    .filter(isCompared)
    .map((cell): Tested => ({ ...cell, z: twoProportions(cell.now, cell.before) }));
  const kept = falseDiscovery(
    tested.map(({ z }) => tailOf(z)),
    FALSE_SHARE,
  );
  const clear = tested.filter((cell, i) => kept[i] && isClear(cell));
  const groups = new Map<string, Tested[]>();
  for (const cell of clear) {
    const key = `${cell.metric} ${cell.z > 0}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const isFresh = ({ slice, now, before }: Cell) =>
    slice !== null && before.n < ENOUGH_MAIL && now.n >= ENOUGH_MAIL && now.k >= ENOUGH_COUNTED;
  const freshOf = (metric: MetricName) => cells.filter((cell) => cell.metric === metric && isFresh(cell));
  const changes = [...groups.values()]
    .flatMap((group) => told(group, group[0]!.z > 0 ? freshOf(group[0]!.metric) : []))
    .sort((a, b) => Number(isWorse(b)) - Number(isWorse(a)) || Math.abs(b.z) - Math.abs(a.z));
  return { compared: tested.length, changes };
}

/** What was sent, week by week, the last one last: whether that one lies outside of the four before by a fifth. */
export function volumeChanged(weeks: number[]): boolean {
  const last = weeks.at(-1) ?? 0;
  const before = weeks.slice(-5, -1);
  if (before.length < 4 || before.some((sent) => sent < ENOUGH_MAIL)) return false;
  return last > Math.max(...before) * (1 + WORTH_TELLING) || last < Math.min(...before) * (1 - WORTH_TELLING);
}

/** The first day whose own interval lies clear of the rate before, on the side of the change; null where none does. */
export function firstDayOf(
  days: (Share & { day: string })[],
  { before, up }: Pick<Change, "before" | "up">,
): string | null {
  const was = before.k / before.n;
  const found = days.find(({ k, n }) => {
    const { low, high } = wilson(k, n);
    return n > 0 && (up ? low > was : high < was);
  });
  return found?.day ?? null;
}
