import { Webhook } from "standardwebhooks";
import { unsigned } from "./keys";
import type { Knock } from "./knock";

const NAMES = ["id", "timestamp", "signature"] as const;

/**
 * Checks a signature of Standard Webhooks over id, time and body, five minutes old at most.
 * @param prefix of its headers: "webhook", or "svix" as it was called before
 * @param secrets each `whsec_` and base64
 */
export async function checkStandardWebhook(
  { request, body }: Pick<Knock, "request" | "body">,
  prefix: "webhook" | "svix",
  secrets: string[],
): Promise<void> {
  const headers: Record<string, string> = {};
  for (const name of NAMES) headers[`webhook-${name}`] = request.headers.get(`${prefix}-${name}`) ?? "";
  const raw = Buffer.from(await body());
  const good = secrets.some((secret) => {
    try {
      new Webhook(secret).verify(raw, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
  if (!good) throw unsigned();
}
