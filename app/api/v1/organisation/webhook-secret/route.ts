import { route } from "@/lib/server/http";
import { rotateWebhookSecret, webhookUrl } from "@/lib/server/webhook-secret";

/** Makes a new secret for the ACS webhook; answers the address with it. */
export const POST = route({
  role: "admin",
  run: async ({ db, user, now }) => {
    await rotateWebhookSecret(db, user.email, now);
    return { url: await webhookUrl(db) };
  },
});
