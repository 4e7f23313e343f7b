import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { lookAtAcs } from "@/lib/server/acs-sync/sync";
import { audit } from "@/lib/server/audit";
import { route } from "@/lib/server/http";
import { acsSync } from "@/lib/server/reports/acs-sync";
import { inTransaction } from "@/lib/server/transaction";

export const GET = route({ role: "admin", run: async ({ db }) => ({ domains: await acsSync(db) }) });

/** Compares with what is on the lists of ACS; nothing is changed there. */
export const POST = route({
  role: "admin",
  input: z.strictObject({}),
  run: async ({ db, actor, now }) => {
    const compared = await lookAtAcs(db, now).catch((error: Error) => {
      throw new Refusal("conflict", `ACS did not answer: ${error.message.split("\n")[0]}`);
    });
    const record = { actor, action: "acs-sync.compared", subject: "acs" };
    await inTransaction(db, (tx) => audit(tx, record, now));
    return { compared };
  },
});
