import { type Place, readPlace } from "@/components/filter/pages";
import { KINDS, type Kind } from "@/lib/core/events";

/** What the URL of the log says beside the filter. */
export interface EventState extends Place {
  kind: Kind | null;
  q: string;
}

const isKind = (text: string | null): text is Kind => (KINDS as readonly string[]).includes(text ?? "");

/** Reads the state; what makes no sense is left out. */
export function readEventState(params: URLSearchParams): EventState {
  const kind = params.get("kind");
  return {
    kind: isKind(kind) ? kind : null,
    q: (params.get("q") ?? "").trim().slice(0, 400),
    ...readPlace(params),
  };
}

/** What the report is asked for. */
export const eventArguments = ({ kind, q, cursor }: EventState) => ({
  kind: kind ?? undefined,
  q: q || undefined,
  cursor: cursor ?? undefined,
});
