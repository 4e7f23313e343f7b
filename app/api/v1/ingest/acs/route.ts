import { receiveAcs } from "@/lib/server/acs-webhook";
import { readBody } from "@/lib/server/body";
import { route } from "@/lib/server/http";
import { admitAcs } from "@/lib/server/webhook";

/** Event Grid sends at most 1 MB, and its own limit is meant loosely. */
const LARGEST_BODY = 1_500_000;
const EVENT_GRID = "eventgrid.azure.net";

/** Events of Azure Communication Services, and the handshake of the Event Grid schema. */
export const POST = route({
  role: "anyone",
  body: "stream",
  run: async ({ db, request, now }) => {
    await admitAcs(db, request);
    return receiveAcs(db, await readBody(request, LARGEST_BODY), now);
  },
});

/** The handshake of CloudEvents 1.0 (HTTP Webhook, section 4.1): who may send here, and how fast. */
export const OPTIONS = route({
  role: "anyone",
  run: async ({ db, request }) => {
    await admitAcs(db, request);
    const headers = new Headers({ allow: "POST, OPTIONS" });
    if (request.headers.get("webhook-request-origin")?.toLowerCase() === EVENT_GRID) {
      headers.set("webhook-allowed-origin", EVENT_GRID);
      headers.set("webhook-allowed-rate", "*");
    }
    return new Response(null, { status: 200, headers });
  },
});
