import { fromBytes } from "@/lib/core/bounce/mail/decode";
import { readHeader } from "@/lib/core/bounce/mail/header";

/** Fields that the author of a mail writes; those that routes add (Received, Return-Path, Delivered-To ...) are others. */
const AUTHORED = ["message-id", "date", "from", "to", "subject"];

/**
 * The text by which a mail is the same by every route: its author's fields and its body, whatever the line ends, without
 * blanks at the end. One character a byte.
 */
export function identityOf(raw: Uint8Array): string {
  const text = fromBytes(raw);
  const { header, body } = readHeader(text, 0, text.length);
  const fields = AUTHORED.map((name) => `${name}:${header.get(name) ?? ""}`);
  return `${fields.join("\n")}\n\n${text.slice(body).replaceAll("\r", "").trimEnd()}`;
}
