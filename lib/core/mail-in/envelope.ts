import { unwrapReturnPath } from "@/lib/core/bounce/mail/keys";
import type { MailReading } from "@/lib/core/bounce/mail/reading";
import { tokenIn } from "./return-path";

/** A reading with the token of the address that the mail was really sent to: its header may name another one. */
export function withEnvelope(reading: MailReading, recipients: readonly string[]): MailReading {
  const tokens = recipients.map((address) => tokenIn(unwrapReturnPath(address)));
  const deliveryToken = tokens.find(Boolean);
  return deliveryToken ? { ...reading, keys: { ...reading.keys, deliveryToken } } : reading;
}
