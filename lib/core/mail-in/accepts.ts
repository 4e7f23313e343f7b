import { normaliseAddress } from "@/lib/core/address";

/**
 * The addresses that mail is taken for: `bounce@mail.example`, which `bounce+anything@mail.example` reaches too, or a whole
 * domain as `@mail.example`. Separated by commas or blanks.
 */
export const readAccepted = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter((one) => one.includes("@"))
    .map(normaliseAddress);

/** Whether mail to this address is ours to take; for every other we would be an open relay's dustbin. */
export function accepts(accepted: readonly string[], address: string): boolean {
  const normal = normaliseAddress(address);
  const at = normal.lastIndexOf("@");
  const domain = normal.slice(at);
  const [mailbox = ""] = normal.slice(0, at).split("+");
  return accepted.includes(domain) || accepted.includes(`${mailbox}${domain}`);
}
