import { type Filter, printFilter } from "@/lib/core/filter";

/** Which charts of a page are drawn as tables: their ids, parted by spaces. It outlives every change of the filter. */
export const AS_TABLE = "table";

/** The parameters that say what a screen is about; they are carried from screen to screen. */
const CARRIED = ["period", "from", "to", "tz", "sender"];

/** A path with a filter and what else the page's state is; empty values are left out. */
export function filterHref(
  path: string,
  filter: Filter,
  rest: Record<string, string | null | undefined> = {},
): string {
  const params = new URLSearchParams(printFilter(filter));
  for (const [name, value] of Object.entries(rest)) if (value) params.set(name, value);
  return `${path}?${params}`;
}

/** A path with the filter of the URL one is at. */
export function carryFilter(path: string, params: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of CARRIED) {
    const value = params.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size > 0 ? `${path}?${kept}` : path;
}

/** The parameters of the URL one is at, with some changed; null takes one away. */
export function withParams(params: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return `?${next}`;
}

/**
 * A link to another state of the page, made at the state `drawn`, followed at the state `here` of the same page: only
 * what the link changes is changed, so that what happened between drawing and pressing, as a search, is not undone.
 */
export function followedHref(href: string, drawn: URLSearchParams, here: URLSearchParams): string {
  const wanted = new URLSearchParams(href.slice(href.indexOf("?") + 1));
  const changes: Record<string, string | null> = {};
  for (const name of new Set([...drawn.keys(), ...wanted.keys()])) {
    const value = wanted.get(name);
    if (value !== drawn.get(name)) changes[name] = value;
  }
  return withParams(here, changes);
}
