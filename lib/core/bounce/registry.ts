import type { BounceClass, Category } from "@/lib/core/events";
import type { Meaning } from "./category-words";

/** What a code means by the registry or by wide use, where the table has no row. `class` only where the first digit misleads. */
export interface RegistryEntry {
  category: Category;
  class?: BounceClass;
  /** Receivers use the code for many things: words of the text, even weak ones, tell more. */
  vague?: boolean;
  /** A provider's own key for one reason: as plain as words. */
  ownKey?: boolean;
}

/**
 * subject.detail of enhanced codes, for 4.x.x and for what the table leaves out; `subject.*` is the rest of a subject.
 * Source: IANA "SMTP Enhanced Status Codes" (RFC 3463, 5248 and later); 7.5xx and up as Microsoft uses them.
 */
const ENHANCED: Record<string, RegistryEntry> = {
  "0.*": { category: "unknown", vague: true },
  "1.0": { category: "invalid-recipient", vague: true },
  "1.1": { category: "invalid-recipient" },
  "1.2": { category: "domain-not-found" },
  "1.6": { category: "moved" },
  "1.7": { category: "sender-rejected", class: "soft" },
  "1.8": { category: "sender-rejected", class: "soft" },
  "1.9": { category: "protocol" },
  "1.10": { category: "domain-not-found" },
  "1.90": { category: "rate-limited", class: "soft" },
  "1.*": { category: "invalid-recipient" },
  "2.0": { category: "mailbox-disabled", vague: true },
  "2.1": { category: "mailbox-disabled" },
  "2.2": { category: "mailbox-full" },
  "2.3": { category: "message-too-large" },
  "2.4": { category: "system-error" },
  "2.121": { category: "rate-limited" },
  "2.122": { category: "rate-limited" },
  "2.*": { category: "mailbox-disabled" },
  "3.0": { category: "system-error", class: "soft", vague: true },
  "3.3": { category: "protocol", class: "soft" },
  "3.4": { category: "message-too-large", class: "soft" },
  "3.*": { category: "system-error", class: "soft" },
  "4.0": { category: "network", class: "soft", vague: true },
  "4.310": { category: "domain-not-found" },
  "4.317": { category: "tls", class: "soft" },
  "4.318": { category: "system-error", class: "soft" },
  "4.*": { category: "network", class: "soft" },
  "5.0": { category: "protocol", class: "soft", vague: true },
  "5.3": { category: "rate-limited", class: "soft" },
  "5.*": { category: "protocol", class: "soft" },
  "6.*": { category: "content", class: "soft" },
  "7.0": { category: "policy", class: "soft", vague: true },
  "7.1": { category: "policy", class: "soft", vague: true },
  "7.3": { category: "tls", class: "soft" },
  "7.4": { category: "tls", class: "soft" },
  "7.5": { category: "tls", class: "soft" },
  "7.8": { category: "authentication-failure", class: "soft" },
  "7.9": { category: "authentication-failure", class: "soft" },
  "7.10": { category: "tls", class: "soft" },
  "7.11": { category: "tls", class: "soft" },
  "7.16": { category: "message-too-large", class: "soft" },
  "7.17": { category: "invalid-recipient", class: "soft" },
  "7.18": { category: "domain-not-found", class: "soft" },
  "7.27": { category: "sender-rejected", class: "soft" },
  "7.28": { category: "rate-limited", class: "soft" },
  "7.30": { category: "tls", class: "soft" },
  "7.32": { category: "authentication-failure", class: "soft" },
  "7.57": { category: "authentication-failure", class: "soft" },
  "7.64": { category: "relay-denied", class: "soft" },
  "7.500": { category: "rate-limited", class: "soft" },
  "7.501": { category: "blocklist", class: "spam", ownKey: true },
  "7.502": { category: "blocklist", class: "spam", ownKey: true },
  "7.503": { category: "blocklist", class: "spam", ownKey: true },
  "7.505": { category: "policy", class: "soft", ownKey: true },
  "7.506": { category: "protocol", class: "soft", ownKey: true },
  "7.507": { category: "policy", class: "soft", ownKey: true },
  "7.508": { category: "rate-limited", class: "soft", ownKey: true },
  "7.509": { category: "authentication-failure", class: "soft", ownKey: true },
  "7.510": { category: "policy", class: "soft", ownKey: true },
  "7.511": { category: "blocklist", class: "spam", ownKey: true },
  "7.512": { category: "content", class: "soft", ownKey: true },
  "7.513": { category: "blocklist", class: "spam", ownKey: true },
  "7.515": { category: "authentication-failure", class: "soft", ownKey: true },
  "7.700": { category: "system-error", class: "soft" },
  "7.705": { category: "rate-limited", class: "soft", ownKey: true },
  "7.708": { category: "blocklist", class: "spam", ownKey: true },
  "7.750": { category: "sender-rejected", class: "soft", ownKey: true },
  "7.*": { category: "policy", class: "soft" },
};
for (let detail = 133; detail <= 136; detail++)
  ENHANCED[`7.${detail}`] = { category: "policy", class: "soft", ownKey: true };
for (let detail = 321; detail <= 325; detail++) ENHANCED[`7.${detail}`] = { category: "tls", class: "soft" };
for (let detail = 20; detail <= 26; detail++)
  ENHANCED[`7.${detail}`] = { category: "authentication-failure", class: "soft" };
for (let detail = 606; detail <= 650; detail++)
  ENHANCED[`7.${detail}`] = { category: "blocklist", class: "spam", ownKey: true };

/** Basic codes, for replies without an enhanced one. Those of the table have their class there. */
const BASIC: Record<number, RegistryEntry> = {
  421: { category: "system-error" },
  451: { category: "system-error" },
  452: { category: "system-error" },
  500: { category: "protocol", class: "soft" },
  501: { category: "protocol", class: "soft" },
  502: { category: "protocol", class: "soft" },
  503: { category: "protocol", class: "soft" },
  504: { category: "protocol", class: "soft" },
  523: { category: "message-too-large", class: "soft" },
  530: { category: "authentication-failure", class: "soft" },
  534: { category: "authentication-failure", class: "soft" },
  535: { category: "authentication-failure", class: "soft" },
  538: { category: "tls", class: "soft" },
  555: { category: "protocol", class: "soft" },
  556: { category: "domain-not-found", class: "hard" },
};

/** What an enhanced code says by the registry; undefined for none and for classes other than 4 and 5. */
export function enhancedMeaning(code: string): RegistryEntry | undefined {
  if (!code.startsWith("4") && !code.startsWith("5")) return undefined;
  return ENHANCED[code.slice(2)] ?? ENHANCED[`${code.slice(2, code.indexOf(".", 2))}.*`];
}

/** Whether a code, basic or enhanced, has an entry of its own here. */
export const isListed = (code: string): boolean =>
  Object.hasOwn(ENHANCED, code.slice(2)) || Object.hasOwn(BASIC, code);

/** What a basic code says by RFC 5321 and its extensions; undefined where nothing more than its first digit. */
export const basicMeaning = (code: number): RegistryEntry | undefined => BASIC[code];

const SUBJECTS: Record<string, Meaning> = {
  "0": {
    title: "No reason given",
    explanation: "The code leaves open what went wrong.",
    advice: "Read the reply for more.",
  },
  "1": {
    title: "Something about the address",
    explanation: "The receiver found fault with one of the addresses.",
    advice: "Check the spelling of the address.",
  },
  "2": {
    title: "Something about the mailbox",
    explanation: "The mailbox cannot take the message in its present state.",
    advice: "Wait; if it lasts, leave the address out.",
  },
  "3": {
    title: "Something about the receiving system",
    explanation: "The mail system of the receiver has a limit or a fault.",
    advice: "Nothing on your side at first.",
  },
  "4": {
    title: "Something about the way there",
    explanation: "The message did not get through to the receiver.",
    advice: "Nothing at first; check the domain if it lasts.",
  },
  "5": {
    title: "Something about the transfer",
    explanation: "The servers did not agree on how to hand the message over.",
    advice: "If it keeps coming, report it to the service that sends for you.",
  },
  "6": {
    title: "Something about the content",
    explanation: "The receiver cannot handle the form of the message.",
    advice: "Check encodings, headers and attachments.",
  },
  "7": {
    title: "Something about security or policy",
    explanation: "A rule at the receiver stands against the message.",
    advice: "Read the reply; it mostly names the rule.",
  },
};

/** The subject of an enhanced code (RFC 3463 section 3) in words; undefined for none. */
export const subjectWords = (code: string): Meaning | undefined => SUBJECTS[code.split(".")[1] ?? ""];
