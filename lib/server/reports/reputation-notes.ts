import type { Filter } from "@/lib/core/filter";
import { isMetric, type MetricName } from "@/lib/core/metrics";
import { ANNOTATION_KINDS, type AnnotationKind } from "@/lib/core/reputation-notes";
import type { Database } from "@/lib/server/database";
import { spanOf } from "./bounced";

const MOST = 100;
const MILLION = 1_000_000;

/** Something that happened, marked on the charts. */
export interface Annotation {
  id: number;
  at: number;
  kind: AnnotationKind;
  text: string;
  by: string;
}

export interface ReputationNotes {
  /** Of the filter's days, ascending; of a very long span the newest hundred. */
  annotations: Annotation[];
  /** The organisation's own limits, as proportions. */
  limits: Partial<Record<MetricName, number>>;
  /** By name. */
  views: { id: number; name: string; query: string; by: string }[];
}

const isKind = (text: string): text is AnnotationKind => Object.hasOwn(ANNOTATION_KINDS, text);

/** What people have noted: marks in the filter's days, own limits, saved views. */
export async function reputationNotes(db: Database, filter: Filter): Promise<ReputationNotes> {
  const { start, end } = spanOf(filter);
  const [annotations, limits, views] = await Promise.all([
    db.annotation.findMany({
      where: { removedAt: null, at: { gte: new Date(start), lt: new Date(end) } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: MOST,
    }),
    db.ownLimit.findMany(),
    db.savedView.findMany({ orderBy: { name: "asc" } }),
  ]);
  return {
    annotations: annotations
      .reverse()
      .flatMap(({ id, at, kind, text, createdBy }) =>
        isKind(kind) ? [{ id, at: at.getTime(), kind, text, by: createdBy }] : [],
      ),
    limits: Object.fromEntries(
      limits.flatMap(({ metric, rate }) => (isMetric(metric) ? [[metric, rate / MILLION]] : [])),
    ),
    views: views.map(({ id, name, query, createdBy }) => ({ id, name, query, by: createdBy })),
  };
}
