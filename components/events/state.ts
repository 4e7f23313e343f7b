import { KINDS, type Kind } from "@/lib/core/events";

/** What the URL of the log says beside the filter. */
export interface EventState {
  kind: Kind | null;
  q: string;
  cursor: string | null;
  /** The cursors of the newer pages that were passed, "" for the first. */
  trail: string[];
}

/** So many pages one can go back without the browser's own button. */
const REMEMBERED = 30;
const SEPARATOR = "~";

const isKind = (text: string | null): text is Kind => (KINDS as readonly string[]).includes(text ?? "");

/** Reads the state; what makes no sense is left out. */
export function readEventState(params: URLSearchParams): EventState {
  const kind = params.get("kind");
  const cursor = /^[\d.-]{1,200}$/.exec(params.get("cursor") ?? "")?.[0] ?? null;
  const trail = params.get("trail");
  return {
    kind: isKind(kind) ? kind : null,
    q: (params.get("q") ?? "").trim().slice(0, 400),
    cursor,
    trail: cursor !== null && trail !== null ? trail.split(SEPARATOR) : [],
  };
}

/** What the report is asked for. */
export const eventArguments = ({ kind, q, cursor }: EventState) => ({
  kind: kind ?? undefined,
  q: q || undefined,
  cursor: cursor ?? undefined,
});

/** The parameters of the next, older page. */
export const older = ({ cursor, trail }: EventState, next: string) => ({
  cursor: next,
  trail: [...trail, cursor ?? ""].slice(-REMEMBERED).join(SEPARATOR),
});

/** The parameters of the page before this one, newer; null on the first. */
export function newer({ cursor, trail }: EventState): Record<"cursor" | "trail", string | null> | null {
  if (!cursor) return null;
  const rest = trail.slice(0, -1);
  return { cursor: trail.at(-1) || null, trail: rest.length > 0 ? rest.join(SEPARATOR) : null };
}

/** Every other question begins on its first page. */
export const FIRST_PAGE = { cursor: null, trail: null } as const;
