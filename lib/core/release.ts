import { z } from "zod";
import { Reason } from "./suppression-entry";
import { suppressionFilter } from "./suppression-filter";
import { SUPPRESSION_REASONS } from "./suppression-reasons";

/** A row of the list: `lease.<key of its address>` or `entry.<its number>`. */
const RowId = z
  .string()
  .regex(/^(lease\.-?\d{1,19}|entry\.\d{1,10})$/)
  .transform((text) => {
    const [kind, number = ""] = text.split(".");
    return { kind: kind as "lease" | "entry", id: BigInt(number) };
  })
  .refine(({ kind, id }) => (kind === "lease" ? BigInt.asIntN(64, id) === id : id < 2n ** 31n));

/** What is to be released: all that a filter lists, rows of the list, or whatever holds one address or "@domain". */
export const ReleaseAsk = z.union([
  z.strictObject({ filter: suppressionFilter.strict() }),
  z.strictObject({ rows: z.array(RowId).min(1).max(1_000) }),
  z.strictObject({ recipient: z.string().trim().min(1).max(400) }),
]);
export type ReleaseAsk = z.output<typeof ReleaseAsk>;

/** Says yes to what was counted. */
export const ReleaseConfirmation = z.strictObject({
  reason: Reason,
  /** Of what was counted, only these. */
  reasons: z.array(z.enum(SUPPRESSION_REASONS)).min(1, "Choose what to release."),
  /** How many complaints and unsubscribes are among them, as it was shown: the second confirmation. */
  optOuts: z.int().min(0).default(0),
});
export type ReleaseConfirmation = z.output<typeof ReleaseConfirmation>;

/** What is prepared has to be confirmed within this time, ms. */
export const CONFIRM_WITHIN = 3_600_000;
