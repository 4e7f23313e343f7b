import { getDomain } from "tldts";

/** The organisational domain by the public suffix list; the domain itself where the list knows none above it. */
export const organisationalDomain = (domain: string): string =>
  getDomain(domain, { allowPrivateDomains: true, validateHostname: false }) ?? domain;

/**
 * Whether an authenticated domain speaks for the domain of From (RFC 9989 section 4.10.2: identifiers are aligned when they
 * are equal, or, relaxed, when they share an organisational domain).
 */
export function isAligned(authenticated: string, sender: string, mode: string | undefined): boolean {
  if (authenticated === "" || authenticated === sender) return authenticated !== "";
  return mode !== "s" && organisationalDomain(authenticated) === organisationalDomain(sender);
}
