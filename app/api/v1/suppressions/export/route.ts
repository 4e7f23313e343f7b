import { z } from "zod";
import { suppressionFilter } from "@/lib/core/suppression-filter";
import { downloaded } from "@/lib/server/download";
import { route } from "@/lib/server/http";
import { exportSuppressions, FORMATS } from "@/lib/server/suppression-export";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" };

/** The list as a file, exactly what its page shows for the same filter. */
export const GET = route({
  role: "admin",
  key: "suppressions:read",
  input: suppressionFilter.extend({ format: z.enum(FORMATS).default("csv") }),
  run: async ({ db, actor, input: { format, ...filter }, now }) => {
    const name = `suppressions-${now.toISOString().slice(0, 10)}.${format}`;
    const body = downloaded((write) => exportSuppressions(db, { filter, format }, write, actor, now));
    return new Response(body, {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  },
});
