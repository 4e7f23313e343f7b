import { z } from "zod";

/*
 * What the query tells of a table whose bytes are the body of the request: its name, what its columns mean, and, for the
 * import, which file was checked.
 */

export const fileName = z.string().trim().min(1).max(500).default("file");

/** What the columns mean, as JSON of at most 5,000 characters; read further by a schema of its own (`pipe`). */
export const columnMapping = z
  .string("Say what the columns mean.")
  .max(5_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "The mapping is not JSON." });
      return z.NEVER;
    }
  });

/** SHA-256 of the file and mapping that the check has read, in hex: the import takes these and no others. */
export const CHECKED = { hash: z.string().regex(/^[0-9a-f]{64}$/, "Check the file first.") };
