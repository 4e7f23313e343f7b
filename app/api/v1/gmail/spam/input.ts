import { z } from "zod";
import { SpamMapping } from "@/lib/core/gmail/spam-file";
import { columnMapping, fileName } from "@/lib/server/mapped-file";

/** The body of these requests is the file itself; what is told of it stands in the query. */
export const SpamInput = z.strictObject({
  name: fileName,
  mapping: columnMapping.pipe(
    SpamMapping.refine(({ columns }) => columns.date, "Say which column holds the days.")
      .refine(({ columns }) => columns.rate, "Say which column holds the rates.")
      .refine(({ columns, domain }) => columns.domain || domain, "Say which domain the rates are of."),
  ),
});
