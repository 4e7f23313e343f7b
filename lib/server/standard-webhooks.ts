import { createHmac } from "node:crypto";

/**
 * The headers of Standard Webhooks (v1): the receiver checks them with the secret that it was given.
 * @param secrets `whsec_` and base64; each signs, so that a receiver may hold any one of them while it changes
 * @param at when it is sent; receivers refuse what is five minutes off
 */
export function signature(id: string, body: string, secrets: string[], at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
