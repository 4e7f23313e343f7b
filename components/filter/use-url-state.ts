"use client";

import { useSearchParams } from "next/navigation";
import { withParams } from "./href";

type Changes = Record<string, string | null>;

const changed = (changes: Changes) => withParams(new URLSearchParams(window.location.search), changes);

/** Changes the address and nothing else: the server is not asked for a page. */
export const replaceParams = (changes: Changes) => window.history.replaceState(null, "", changed(changes));

/** The same as a step that the browser's Back takes back. */
export const pushParams = (changes: Changes) => window.history.pushState(null, "", changed(changes));

/**
 * One parameter of the URL as state of the page, so that what is seen can be linked to; null takes it away.
 * @param along what changes with it
 */
export function useUrlState(
  name: string,
  along: Changes = {},
): [value: string | null, set: (value: string | null) => void] {
  const value = useSearchParams().get(name);
  return [value, (next) => replaceParams({ ...along, [name]: next })];
}
