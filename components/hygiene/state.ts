import { FIRST_PAGE, type Place, readPlace } from "@/components/filter/pages";
import { HygieneFilter } from "@/lib/core/hygiene-filter";

/** What the URL of the worklist says. */
export interface HygieneView extends Place {
  filter: HygieneFilter;
}

/** "all" stands for every state; without a word it is what is open. */
export const ALL = "all";

/** Reads the view; what makes no sense is left out. */
export function readView(params: URLSearchParams): HygieneView {
  const { state, reason, q } = HygieneFilter.shape;
  const named = params.get("state") ?? "open";
  return {
    filter: {
      state: named === ALL ? undefined : (state.safeParse(named).data ?? "open"),
      reason: reason.safeParse(params.get("reason") ?? undefined).data,
      q: q.safeParse(params.get("q") ?? undefined).data || undefined,
    },
    ...readPlace(params),
  };
}

/** The view's question to the report. */
export const viewArguments = ({ filter, cursor }: HygieneView) => ({
  ...filter,
  cursor: cursor ?? undefined,
});

/** Changes of the URL that go with every other one. */
export { FIRST_PAGE };
