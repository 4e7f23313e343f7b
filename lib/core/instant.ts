import { z } from "zod";

const LATEST = Date.UTC(2100, 0);

/** A time that a program names, in ISO 8601 with its offset, as ms since 1970: within what the database and people use. */
export const Instant = z.iso
  .datetime({ offset: true, error: "Write a time as 2026-11-29T08:00:00Z." })
  .transform((text) => Date.parse(text))
  .refine((at) => at >= 0 && at < LATEST, "Name a time from 1970 to 2099.");
