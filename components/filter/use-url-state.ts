"use client";

import { useSearchParams } from "next/navigation";
import { withParams } from "./href";

type Changes = Record<string, string | null>;

/** The parameters of the address as it is now, which what is drawn may not have followed yet. */
export const here = () => new URLSearchParams(window.location.search);
const changed = (changes: Changes) => withParams(here(), changes);

/** Which parameters the page had one step back, where that step was made by {@link pushHref}. */
const cameFrom = (): string | undefined => window.history.state?.cameFrom;

/** Makes another state of this page a step that the browser's Back takes back. The server is not asked for a page. */
export const pushHref = (href: string) => window.history.pushState({ cameFrom: here().toString() }, "", href);

/** The same in place of the state that is left. */
export const replaceHref = (href: string) => window.history.replaceState({ cameFrom: cameFrom() }, "", href);

export const pushParams = (changes: Changes) => pushHref(changed(changes));
export const replaceParams = (changes: Changes) => replaceHref(changed(changes));

/**
 * Closes what the parameters have opened. Where the step before this one is just that state, it is gone back to: Back
 * does not open it again, and leads out of the page as it did before it was opened.
 */
export function closeParams(changes: Changes): void {
  const href = changed(changes);
  if (cameFrom() === href.slice(1)) window.history.back();
  else replaceHref(href);
}

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
