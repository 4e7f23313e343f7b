import { z } from "zod";
import { HYGIENE_REASONS, HYGIENE_STATES } from "./hygiene";

/** What of the worklist is shown or exported; what is left out does not narrow it. */
export const HygieneFilter = z.object({
  state: z.enum(HYGIENE_STATES).optional(),
  reason: z.enum(HYGIENE_REASONS).optional(),
  /** An address, or a part of one or of a domain. */
  q: z.string().trim().max(320).optional(),
});
export type HygieneFilter = z.infer<typeof HygieneFilter>;
