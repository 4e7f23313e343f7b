import { type Detail, type Kind, kindCode, type Route } from "./events";

/** One row of the event log, as far as a timeline needs it. */
export interface LoggedEvent {
  kind: Kind;
  at: number;
  route: Route;
  /** 0: live. */
  importId: number;
  verdict: number;
  reply: number;
  enhanced: string;
  detail: Detail;
}

/** One report of a fact. */
export type Sighting = Pick<LoggedEvent, "route" | "at" | "importId">;

/** One fact of a delivery, however often it was reported. */
export interface TimelineEntry {
  kind: Kind;
  /** The earliest of its sightings, ms. */
  at: number;
  /** Ascending; more than one: seen by several routes or imports, counted once. */
  sightings: Sighting[];
  /** Of the best-evidenced sighting. */
  reply: number;
  enhanced: string;
  detail: Detail;
}

/** Two routes may stamp one fact with two clocks. */
const CLOCKS_DIFFER = 10_000;
/** These happen once to a delivery; the others may come again. */
const once = (kind: Kind): boolean =>
  kind === "queued" || (kindCode(kind) >= kindCode("suppressed") && kindCode(kind) <= kindCode("expanded"));

function same(entry: LoggedEvent[], event: LoggedEvent): boolean {
  const first = entry[0]!;
  if (first.kind !== event.kind) return false;
  if (once(event.kind) || entry.some(({ at }) => at === event.at)) return true;
  const otherRoute = entry.every(({ route }) => route !== event.route);
  return otherRoute && event.at - first.at <= CLOCKS_DIFFER;
}

function entryOf(events: LoggedEvent[]): TimelineEntry {
  const [best, ...others] = [...events].sort(
    (a, b) => b.verdict - a.verdict || Number(Boolean(b.detail.text)) - Number(Boolean(a.detail.text)),
  );
  const { kind, reply, enhanced, detail } = best!;
  // The span and the rule belong to their text: they are taken with it or not at all.
  const rest = others.map(({ detail: { text: _, span: __, rule: ___, ...fields } }) => fields);
  return {
    kind,
    at: events[0]!.at,
    sightings: events.map(({ route, at, importId }) => ({ route, at, importId })),
    reply,
    enhanced,
    detail: Object.assign({}, ...rest.reverse(), detail),
  };
}

/** The log of one delivery as what happened, ascending: each fact once, with where it was seen. */
export function timelineOf(log: LoggedEvent[]): TimelineEntry[] {
  const entries: LoggedEvent[][] = [];
  for (const event of [...log].sort((a, b) => a.at - b.at || kindCode(a.kind) - kindCode(b.kind))) {
    const known = entries.find((entry) => same(entry, event));
    if (known) known.push(event);
    else entries.push([event]);
  }
  return entries.map(entryOf);
}
