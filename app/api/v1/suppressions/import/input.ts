import { z } from "zod";
import { FileMapping } from "@/lib/core/suppression-file-columns";
import { columnMapping, fileName } from "@/lib/server/mapped-file";

/** The body of these requests is the file itself; what is told of it stands in the query. */
export const FileInput = z.object({ name: fileName });

export const MappedFile = FileInput.extend({
  mapping: columnMapping.pipe(
    FileMapping.refine(({ columns }) => columns.address, "Say which column holds the addresses."),
  ),
});

/** What the sender announced, null where it did not. */
export function announcedSize(request: Request): number | null {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  return Number.isInteger(length) ? length : null;
}
