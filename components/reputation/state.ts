import { AS_TABLE } from "@/components/filter/href";
import { type Place, readPlace } from "@/components/filter/pages";
import type { Grain } from "@/lib/core/grain";
import { GRAINS } from "@/lib/core/grain";
import { type Base, baseOf, isMetric, type MetricName } from "@/lib/core/metrics";
import { isOfBounces, isSliceBy, type SliceBy } from "@/lib/core/slice";

/** What the URL of the reputation screen says beside the filter. */
export interface ReputationState {
  metric: MetricName;
  show: "rates" | "counts";
  base: Base;
  /** Null: what is usual of the span. */
  grain: Grain | null;
  compare: boolean;
  /** By what the table slices. */
  by: SliceBy;
  /** The slice that the chart is of; of senders the filter says it. */
  of: string | null;
  order: "count" | "moved";
  /** Which page of the table. */
  place: Place;
}

/** Codes and categories are of bounces. */
const OF_BOUNCES: readonly MetricName[] = ["failures", "hard", "soft", "spam"];

/** Reads the state; what makes no sense becomes the usual. */
export function readReputationState(params: URLSearchParams): ReputationState {
  const asked = params.get("metric");
  const by = isSliceBy(params.get("by")) ? (params.get("by") as SliceBy) : "provider";
  const of = by.startsWith("sender") ? null : params.get("of") || null;
  const wanted = isMetric(asked) ? asked : "failures";
  const metric = of && isOfBounces(by) && !OF_BOUNCES.includes(wanted) ? "failures" : wanted;
  return {
    metric,
    show: params.get("show") === "counts" ? "counts" : "rates",
    base: baseOf(metric, params.get("over")),
    grain: GRAINS.find((grain) => grain === params.get("grain")) ?? null,
    compare: params.get("compare") !== "off",
    ...{ by, of: of && of.length <= 255 ? of : null },
    order: params.get("order") === "moved" ? "moved" : "count",
    place: readPlace(params),
  };
}

/** The parameters of the state that outlive a change of the filter. */
export const KEPT = ["metric", "show", "over", "grain", "compare", "by", "of", "order", AS_TABLE];

/** What the report `trend` is asked for. */
export const trendArguments = ({ grain, by, of }: ReputationState): Record<string, string> => ({
  ...(grain ? { grain } : {}),
  ...(of ? { by, of } : {}),
});

/** All slices that the report `slices` is asked for. */
export const everySlice = ({ by, metric, base, order }: ReputationState): Record<string, string> => ({
  ...{ by, metric, over: base, order },
});

/** Those of the page of the table that one is at. */
export const sliceArguments = (state: ReputationState): Record<string, string> => ({
  ...everySlice(state),
  ...(state.place.cursor ? { cursor: state.place.cursor } : {}),
});
