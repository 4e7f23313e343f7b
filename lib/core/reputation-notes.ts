import { z } from "zod";
import { METRIC_NAMES } from "./metrics";

/** What is marked on the charts, in words. */
export const ANNOTATION_KINDS = { campaign: "Campaign", incident: "Incident", deploy: "Deploy" } as const;
export type AnnotationKind = keyof typeof ANNOTATION_KINDS;
const KINDS = Object.keys(ANNOTATION_KINDS) as [AnnotationKind, ...AnnotationKind[]];

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

export const NewAnnotation = z.strictObject({
  /** When it happened, ms. */
  at: z.int().min(EARLIEST).max(LATEST),
  kind: z.enum(KINDS),
  text: z.string().trim().min(1, "Write what happened.").max(200, "At most 200 characters."),
});
export type NewAnnotation = z.output<typeof NewAnnotation>;

/** A limit of the organisation's own; null takes it away. */
export const NewLimit = z.strictObject({
  /** A line to stay below: of deliveries more is better. */
  metric: z.enum(METRIC_NAMES).exclude(["delivered"]),
  /** A proportion. */
  rate: z.number().min(0.000_01, "At least 0.001%.").max(0.5, "At most 50%.").nullable(),
});
export type NewLimit = z.output<typeof NewLimit>;

export const NewView = z.strictObject({
  name: z.string().trim().min(1, "Give it a name.").max(60, "At most 60 characters."),
  /** The query string of the reputation screen, without "?". */
  query: z
    .string()
    .max(1_000)
    .regex(/^[\w%.,~=&+*-]*$/, "This is not a query string."),
});
export type NewView = z.output<typeof NewView>;
