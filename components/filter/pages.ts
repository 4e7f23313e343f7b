/** Which page of a list the URL is at, where each page only knows the next one's cursor. */
export interface Place {
  cursor: string | null;
  /** The cursors of the pages that were passed, "" for the first. */
  trail: string[];
}

/** So many pages one can go back without the browser's own button. */
const REMEMBERED = 30;
const SEPARATOR = "~";

/** Reads the place; what makes no sense is the first page. */
export function readPlace(params: URLSearchParams): Place {
  const cursor = /^[\w.-]{1,1000}$/.exec(params.get("cursor") ?? "")?.[0] ?? null;
  const trail = params.get("trail");
  return { cursor, trail: cursor !== null && trail !== null ? trail.split(SEPARATOR) : [] };
}

/** The parameters of the next page. */
export const following = ({ cursor, trail }: Place, next: string) => ({
  cursor: next,
  trail: [...trail, cursor ?? ""].slice(-REMEMBERED).join(SEPARATOR),
});

/** The parameters of the page before this one; null on the first. */
export function preceding({ cursor, trail }: Place): Record<"cursor" | "trail", string | null> | null {
  if (!cursor) return null;
  const rest = trail.slice(0, -1);
  return { cursor: trail.at(-1) || null, trail: rest.length > 0 ? rest.join(SEPARATOR) : null };
}

/** Every other question begins on its first page. */
export const FIRST_PAGE = { cursor: null, trail: null } as const;
