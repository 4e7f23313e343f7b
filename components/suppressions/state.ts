import { FIRST_PAGE as FIRST_PLACE, type Place, readPlace } from "@/components/filter/pages";
import { STEPS } from "@/lib/core/suppression";
import { ENDS, isNarrow, SCOPES, type SuppressionFilter } from "@/lib/core/suppression-filter";
import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import { isReason } from "./words";

/** What the URL of the suppressions screen says. */
export interface SuppressionState extends Place {
  q: string;
  reason: SuppressionReason | null;
  /** 0 to 4. */
  step: number | null;
  ends: (typeof ENDS)[number] | null;
  scope: (typeof SCOPES)[number] | null;
  /** Entries about the mail of this sender domain. */
  sender: string | null;
  /** From 1; for "51 to 100", the cursor alone decides what is shown. */
  page: number;
  /** Open in the inspector. */
  address: string | null;
  /** The other moment asked about, ms. */
  at: number | null;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

/** Reads the state; what makes no sense is left out. */
export function readState(params: URLSearchParams): SuppressionState {
  const reason = params.get("reason");
  const step = Number(params.get("step")) - 1;
  const scope = params.get("scope");
  const place = readPlace(params);
  const page = Number(params.get("page"));
  const at = Date.parse(params.get("at") ?? "");
  return {
    q: (params.get("q") ?? "").trim().slice(0, 320),
    reason: isReason(reason) ? reason : null,
    step: Number.isInteger(step) && step >= 0 && step < STEPS.length ? step : null,
    ends: oneOf(ENDS, params.get("ends")),
    scope: oneOf(SCOPES, scope),
    // A domain stands in the place of a scope, since it is one.
    sender: /^[\w.-]+\.[\w-]+$/.test(scope ?? "") ? scope : null,
    ...place,
    page: place.cursor && Number.isInteger(page) && page > 1 ? page : 1,
    address: params.get("address") || null,
    at: Number.isNaN(at) ? null : at,
  };
}

/** The list's question to the report. */
export const listArguments = (state: SuppressionState) => ({
  ...filterOf(state),
  cursor: state.cursor ?? undefined,
});

/** What the list shows, as its export and a release by filter ask for the same. */
export const filterOf = ({ q, reason, step, ends, scope, sender }: SuppressionState): SuppressionFilter => ({
  q: q || undefined,
  reason: reason ?? undefined,
  step: step ?? undefined,
  ends: ends ?? undefined,
  scope: scope ?? undefined,
  sender: sender ?? undefined,
});

/** Whether the list shows less than all. */
export const isNarrowed = (state: SuppressionState): boolean => isNarrow(filterOf(state));

/** Changes of the URL that take every filter away. */
export const WHOLE_LIST = { q: null, reason: null, step: null, ends: null, scope: null } as const;

/** Changes of the URL that go with every other one: a list that becomes another begins on its first page. */
export const FIRST_PAGE = { ...FIRST_PLACE, page: null } as const;
