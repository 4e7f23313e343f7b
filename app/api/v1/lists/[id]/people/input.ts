import { z } from "zod";
import { PeopleMapping } from "@/lib/core/people-file";
import { columnMapping, fileName } from "@/lib/server/mapped-file";

/** The body of these requests is the file itself; what is told of it stands in the query. */
export const PeopleInput = z.strictObject({
  name: fileName,
  mapping: columnMapping.pipe(
    PeopleMapping.refine(({ columns }) => columns.address, "Say which column holds the addresses."),
  ),
});
