import { normaliseAddress } from "@/lib/core/address";

/** RFC 2142 sections 3 to 6: mailboxes that stand for a duty, whoever has it. */
const STANDARD =
  "info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp";
/** Not of the standard, and met as often. */
const COMMON = [
  "admin administrator root sysadmin mailer-daemon daemon noreply no-reply no_reply donotreply do-not-reply",
  "do_not_reply bounce bounces contact contactus hello help helpdesk service office mail email enquiries inquiries",
  "feedback billing invoice invoices accounts accounting payments orders jobs careers hr recruitment press media pr",
  "legal privacy dpo gdpr compliance team staff everyone all reception it tech subscribe unsubscribe newsletter",
  "kontakt buero verwaltung rechnung bewerbung presse datenschutz contato contacto ventas soporte",
  "facture comptabilite recrutement ufficio amministrazione vendite",
].join(" ");
const NAMES = new Set(`${STANDARD} ${COMMON}`.split(" "));
/** The keeper of a mailing list (RFC 2142 section 6), and the old spelling of it. */
const LIST_KEEPER = /.-(request|owner|bounces)$|^owner-./;

/**
 * The duty that an address stands for, such as `postmaster`; null for the address of a person, as far as its name tells.
 * A "+tag" makes no difference.
 */
export function roleOf(address: string): string | null {
  const key = normaliseAddress(address);
  const local = key.slice(0, key.lastIndexOf("@")).split("+", 1)[0] ?? "";
  return NAMES.has(local) || LIST_KEEPER.test(local) ? local : null;
}
