import { z } from "zod";
import { LIMITS } from "@/lib/core/authentication/limits";
import { takeReport } from "@/lib/server/authentication/take-report";
import { readBody } from "@/lib/server/body";
import { route } from "@/lib/server/http";
import { orUnavailable } from "@/lib/server/or-unavailable";

/** A DMARC or TLS report as the body, packed or not, up to 10 MB; what it is is told by its first bytes. */
export const POST = route({
  role: "admin",
  key: "ingest:write",
  body: "stream",
  input: z.object({ name: z.string().max(300).default("") }),
  run: async ({ db, user, actor, request, input: { name }, now }) => {
    const bytes = await readBody(request, LIMITS.packed);
    const storing = takeReport(db, bytes, { via: user ? "upload" : "http", name, submitter: actor }, now);
    return orUnavailable(storing, "The report could not be stored. Send it again.");
  },
});
