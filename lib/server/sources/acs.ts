import { Refusal } from "@/lib/core/error";
import { SourceSettings } from "@/lib/core/sources/setup";
import { bearerOf } from "@/lib/server/bearer";
import { admitBySecret } from "./by-secret";
import { checkEntraToken } from "./entra";
import type { Knock } from "./knock";

const EVENT_GRID = "eventgrid.azure.net";

/**
 * Event Grid comes with a secret or, where an admin has set that up, with a token of Microsoft Entra instead. Who has
 * neither is told that there is nothing here: Event Grid drops what is answered 400, 401, 403 or 413, and comes again for
 * a day after 404, until an admin has mended a secret that is out of date.
 */
export async function admitAcs(knock: Pick<Knock, "source" | "settings" | "request" | "now">) {
  const { tenant, audience } = SourceSettings.parse(knock.settings?.settings ?? {});
  const token = bearerOf(knock.request) ?? "";
  const admitted = tenant ? checkEntraToken(token, { tenant, audience }, knock.now) : admitBySecret(knock);
  await admitted.catch((error) => {
    throw error instanceof Refusal && error.code === "not-signed-in"
      ? new Refusal("not-found", "There is nothing here without the right secret.")
      : error;
  });
}

/**
 * The handshake of CloudEvents 1.0 (HTTP Webhook, section 4.1): who may send here, and how fast. It comes without a token,
 * and gives nothing away.
 */
export async function cloudEventsHandshake(knock: Pick<Knock, "source" | "settings" | "request">) {
  const { tenant } = SourceSettings.parse(knock.settings?.settings ?? {});
  if (!tenant) await admitAcs({ ...knock, now: new Date(0) });
  const headers = new Headers({ allow: "POST, OPTIONS" });
  if (knock.request.headers.get("webhook-request-origin")?.toLowerCase() === EVENT_GRID) {
    headers.set("webhook-allowed-origin", EVENT_GRID);
    headers.set("webhook-allowed-rate", "*");
  }
  return new Response(null, { status: 200, headers });
}
