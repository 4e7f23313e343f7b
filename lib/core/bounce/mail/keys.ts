import { DELIVERY_FIELD, tokenIn } from "@/lib/core/mail-in/return-path";
import { findAddresses, firstAddress } from "./addresses";
import { envelopeIdOf } from "./delivery-status";
import { dateIn, type Header } from "./header";
import type { CorrelationKeys } from "./reading";

/** The form of our own tokens (lib/server/token.ts): version, key id, claims and signature in base64url. */
const OUR_TOKEN = /(?<![\w.-])v1\.[\w-]{4}\.[\w-]{28}(?:[\w-]{6})?\.[\w-]{24}(?![\w-])/;
const MESSAGE_ID = /<([^\s<>]{1,900})>/;
/** Where a report tells the Message-ID of the original mail in its own words. */
const MESSAGE_ID_LINE =
  /^[> \t]*(?:x-)?(?:original-)?message-?id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?<([^\s<>]{1,900})>/im;

/**
 * The address that a mail server wrote before it was rewritten on the way: without the tag of BATV (`prvs=0123ABCDEF=`) and
 * with a forwarder's SRS undone. What is neither comes back as it is.
 */
export function unwrapReturnPath(address: string): string {
  const batv = /^(?:prvs|msprvs\d?)=[\w.-]{1,80}=(.+)$/i.exec(address)?.[1] ?? address;
  const srs0 = /^SRS0[=+-][^=]{1,20}=[^=]{1,8}=([^=@]{1,255})=([^@]{1,200})@/i.exec(batv);
  if (srs0) return `${srs0[2]}@${srs0[1]}`;
  const srs1 = /^SRS1[=+-][^=]{1,20}=[^=]{1,255}==[^=]{1,20}=[^=]{1,8}=([^=@]{1,255})=([^@]{1,200})@/i.exec(
    batv,
  );
  return srs1 ? `${srs1[2]}@${srs1[1]}` : batv;
}

/**
 * The recipient that a return path carries, as `bounce+ida=example.org@` or `news-return-12-ida=example.org@`, where numbers
 * of the mailing stand before it; empty where it carries none.
 */
export function verpRecipient(address: string): string {
  const local = address.slice(0, Math.max(0, address.lastIndexOf("@")));
  const [, before, domain] = /^([^\s=]{1,200})=((?:[\w-]{1,63}\.){1,8}[a-z][\w-]{1,30})$/i.exec(local) ?? [];
  if (!before) return "";
  const numbered = /^.*[+-][\da-f]*\d[\da-f]*-(.+)$/i.exec(before)?.[1];
  const name = numbered ?? /[+-](.+)$/.exec(before)?.[1] ?? "";
  return name === "" ? "" : firstAddress(`${name}@${domain}`);
}

/** The whole address of a field, with "=" in its local part, as return paths have it. */
const wholeAddress = (field: string): string =>
  /<?([^\s<>",;]{1,200}@[\w.-]{1,255})>?/.exec(field.slice(0, 1_000))?.[1] ?? "";

/** Where a complaint tells the return path of the mail that it is about (RFC 5965 section 3.2). */
const MAIL_FROM_LINE = /^original-mail-from[ \t]*:[ \t]*([^\r\n]{1,600})/im;

/** Fields that say to which address a report was delivered, the surest first. */
const DELIVERED_TO = ["x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "to"];

/**
 * The keys that join a report to the mail that it is about.
 * @param original header of the returned mail; empty where nothing came back
 * @param report what a machine wrote of it, in which some tell the Message-ID and the envelope
 */
export function keysOf(header: Header, original: Header, report: string): CorrelationKeys {
  const keys: CorrelationKeys = {};
  const messageId =
    MESSAGE_ID.exec(original.get("message-id") ?? "")?.[1] ??
    MESSAGE_ID_LINE.exec(report)?.[1] ??
    MESSAGE_ID.exec(header.get("in-reply-to") ?? "")?.[1];
  if (messageId) keys.messageId = messageId;
  const sentAt = dateIn(original);
  if (sentAt !== null) keys.sentAt = sentAt;
  const envelopeId = envelopeIdOf(report);
  if (envelopeId) keys.envelopeId = envelopeId;
  const field = DELIVERED_TO.find((name) => header.has(name));
  const returnPath = field && wholeAddress(header.get(field) ?? "");
  if (returnPath) keys.returnPath = unwrapReturnPath(returnPath);
  // A complaint goes to another address; the return path stands within it.
  const told = [MAIL_FROM_LINE.exec(report)?.[1], original.get("return-path")];
  const verp = [keys.returnPath, ...told.map((field) => unwrapReturnPath(wholeAddress(field ?? "")))]
    .map((address) => verpRecipient(address ?? ""))
    .find(Boolean);
  if (verp) keys.verp = verp;
  const deliveryToken =
    tokenIn(original.get(DELIVERY_FIELD) ?? "") ||
    tokenIn(keys.returnPath ?? "") ||
    tokenIn(original.get("return-path") ?? "") ||
    tokenIn(report);
  if (deliveryToken) keys.deliveryToken = deliveryToken;
  const token = [
    original.get("list-unsubscribe"),
    header.get("to"),
    header.get("subject"),
    header.get("delivered-to"),
  ]
    .map((value) => (value?.includes("v1.") ? OUR_TOKEN.exec(value.replace(/\s/g, ""))?.[0] : undefined))
    .find(Boolean);
  if (token) keys.ourToken = token;
  return keys;
}

/** The one address that a mail was sent to; empty where it names none, or several. */
export function onlyRecipient(original: Header): string {
  const found = findAddresses((original.get("to") ?? "").slice(0, 2_000));
  return found.length === 1 && !original.has("cc") ? found[0]!.address : "";
}
