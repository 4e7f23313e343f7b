import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { keysOf, unsigned } from "./keys";
import type { Knock } from "./knock";

const SIGNATURE = "x-twilio-email-event-webhook-signature";
const TIMESTAMP = "x-twilio-email-event-webhook-timestamp";

/**
 * ECDSA on P-256 over timestamp and body. An old request may come again for a day, and a repeated one adds nothing, so
 * that its age is not asked.
 */
export async function admitSendgrid(knock: Knock): Promise<void> {
  const { headers } = knock.request;
  const keys = keysOf(knock).map(publicKey);
  const [signature, timestamp] = [headers.get(SIGNATURE), headers.get(TIMESTAMP)];
  if (!signature || !timestamp) throw unsigned();
  const signed = Buffer.concat([Buffer.from(timestamp), await knock.body()]);
  const given = Buffer.from(signature, "base64");
  if (!keys.some((key) => key && verify("sha256", signed, key, given))) throw unsigned();
}

/** Null for what is no key of that curve. */
function publicKey(base64: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}
