import { z } from "zod";
import { SOURCE_NAMES } from "@/lib/core/sources/names";
import { route } from "@/lib/server/http";
import { rotateWebhookSecret, webhookAddress, webhookSecret } from "@/lib/server/sources/address";

/** Makes a new secret for a source's address, and answers both. The one before stays good until the next change. */
export const POST = route({
  role: "admin",
  params: z.object({ source: z.enum(SOURCE_NAMES) }),
  run: async ({ db, params: { source }, user, now }) => {
    await rotateWebhookSecret(db, source, user.email, now);
    return { address: webhookAddress(source), secret: await webhookSecret(db, source) };
  },
});
