import { z } from "zod";

const Text = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);

/** What an admin may write about a list; recipients read it. */
export const ListFields = z.strictObject({
  name: Text(100).min(1, "Write a name."),
  description: Text(300).default(""),
  rhythm: Text(100).default(""),
  /** Transactional: mail that a person cannot leave (receipts, security). */
  kind: z.enum(["marketing", "transactional"]).default("marketing"),
});
