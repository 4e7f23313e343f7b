import { z } from "zod";
import { route } from "@/lib/server/http";
import { audit } from "@/lib/server/reports/audit";

/** The audit log, latest first; no report like the others, as only admins may read it. */
export const GET = route({
  role: "admin",
  input: z.object({ before: z.string().optional() }),
  run: ({ db, input }) => audit(db, input),
});
