import { DOCUMENT_RULES, type DocumentRule } from "./document-rules";
import { urlsIn } from "./urls";

/** So many pages of one reply are grouped; the rest is read in the reply itself. */
const MOST = 5;

/** A part of a path that says which mail, host or person it was: an IPv4 address, an e-mail address, a long number or token. */
const NOISE = [
  /^\d{1,3}(?:\.\d{1,3}){3}$/,
  /@|%40/i,
  /^(?=.*\d)[0-9a-f-]{16,}$/i,
  /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_=]{20,}$/,
];

const ruleOf = (host: string): DocumentRule | undefined =>
  DOCUMENT_RULES.find((rule) => host === rule.host || host.endsWith(`.${rule.host}`));

/**
 * The document that an address points to: without fragment, without the parameters and the end of the path that name the
 * mail, host or person, so that the bounces of one cause share it. An address itself, and its own document.
 * @param url as `urlsIn` gives it
 */
export function documentOf(url: string): string {
  const { protocol, host, hostname, pathname, searchParams } = new URL(url);
  const rule = ruleOf(hostname);
  const parts = pathname.split("/").filter(Boolean);
  const end = parts.findIndex((part) => rule?.cut?.test(part) || NOISE.some((noise) => noise.test(part)));
  const kept = new URLSearchParams();
  for (const name of rule?.keep ?? []) {
    const value = [...searchParams].find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
    if (value) kept.set(name, value);
  }
  const path = (end < 0 ? parts : parts.slice(0, end)).join("/");
  return new URL(`${protocol}//${host}/${path}${kept.size > 0 ? `?${kept}` : ""}`).href;
}

/** Whose document it is; empty where nobody that we know of. */
export const publisherOf = (url: string): string => ruleOf(new URL(url).hostname)?.by ?? "";

/** The documents that a reply points to, once each; at most 5. */
export function documentsIn(text: string): string[] {
  return [...new Set(urlsIn(text).map(documentOf))].slice(0, MOST);
}
