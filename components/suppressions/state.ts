import { FIRST_PAGE as FIRST_PLACE, type Place, readPlace } from "@/components/filter/pages";
import { STEPS } from "@/lib/core/suppression";
import type { SuppressionReason } from "@/lib/server/reports/suppressions";
import { isReason } from "./words";

/** What the URL of the suppressions screen says. */
export interface SuppressionState extends Place {
  q: string;
  reason: SuppressionReason | null;
  /** 0 to 4. */
  step: number | null;
  /** From 1; for "51 to 100", the cursor alone decides what is shown. */
  page: number;
  /** Open in the inspector. */
  address: string | null;
  /** The other moment asked about, ms. */
  at: number | null;
}

/** Reads the state; what makes no sense is left out. */
export function readState(params: URLSearchParams): SuppressionState {
  const reason = params.get("reason");
  const step = Number(params.get("step")) - 1;
  const place = readPlace(params);
  const page = Number(params.get("page"));
  const at = Date.parse(params.get("at") ?? "");
  return {
    q: (params.get("q") ?? "").trim().slice(0, 320),
    reason: isReason(reason) ? reason : null,
    step: Number.isInteger(step) && step >= 0 && step < STEPS.length ? step : null,
    ...place,
    page: place.cursor && Number.isInteger(page) && page > 1 ? page : 1,
    address: params.get("address") || null,
    at: Number.isNaN(at) ? null : at,
  };
}

/** The list's question to the report. */
export const listArguments = ({ q, reason, step, cursor }: SuppressionState) => ({
  q: q || undefined,
  reason: reason ?? undefined,
  step: step ?? undefined,
  cursor: cursor ?? undefined,
});

/** Whether the list shows less than all. */
export const isNarrowed = ({ q, reason, step }: SuppressionState): boolean =>
  q !== "" || reason !== null || step !== null;

/** Changes of the URL that go with every other one: a list that becomes another begins on its first page. */
export const FIRST_PAGE = { ...FIRST_PLACE, page: null } as const;
