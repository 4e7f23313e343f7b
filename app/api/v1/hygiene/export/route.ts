import { Readable } from "node:stream";
import { z } from "zod";
import { HygieneFilter } from "@/lib/core/hygiene-filter";
import { route } from "@/lib/server/http";
import { hygieneCsv, hygieneJson } from "@/lib/server/hygiene-export";

/** What is filtered of the worklist, as a file. */
export const GET = route({
  role: "marketer",
  input: HygieneFilter.extend({ format: z.enum(["csv", "json"]).default("csv") }),
  run: async ({ db, input: { format, ...filter }, now }) => {
    const lines = format === "csv" ? hygieneCsv(db, filter, now) : hygieneJson(db, filter);
    const name = `hygiene-${filter.state ?? "all"}-${now.toISOString().slice(0, 10)}.${format}`;
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as ReadableStream, {
      headers: {
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json",
        "content-disposition": `attachment; filename="${name}"`,
      },
    });
  },
});
