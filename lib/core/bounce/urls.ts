const URL_TEXT = /https?:\/\/[^\s<>"'`()[\]{}|\\^]+/gi;
/** Marks of the sentence around an address. */
const SENTENCE_END = /[.,;:!?*…»“”’、。，；：！？]+$/;
/** Controls, joiners, direction marks: what would not be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const NUMERIC_HOST = /^[\d.]+$|^\[/;
/** Names that mean something only inside a network (RFC 6761, 6762, 8375, 9476). */
const LOCAL_HOST = /\.(?:localhost|local|internal|lan|home|corp|arpa|test|invalid|onion|alt)$/;

const MOST = 20;
const LONGEST = 1_000;

/**
 * A web address that may be offered to people, in the form it is shown in: http or https, a public name as host, without
 * credentials and unseen characters, at most 1,000 characters; foreign letters of the host in ASCII (RFC 3492), so that
 * none passes for another. Null for everything else.
 */
export function checkedUrl(text: string): string | null {
  if (text.length > LONGEST || UNSEEN.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username || url.password) return null;
  const host = url.hostname.replace(/\.$/, "");
  if (!host.includes(".") || NUMERIC_HOST.test(host) || LOCAL_HOST.test(host)) return null;
  return url.href.length > LONGEST ? null : url.href;
}

/**
 * The pages that a reply points to, once each, in the order of the text; at most 20 (see {@link checkedUrl}). They are
 * evidence, not to be followed unasked. Linear in the text, which the caller bounds.
 */
export function urlsIn(text: string): string[] {
  if (!text.includes("://")) return [];
  const urls = new Set<string>();
  for (const [written] of text.matchAll(URL_TEXT)) {
    if (written.length > LONGEST) continue;
    const url = checkedUrl(written.replace(SENTENCE_END, ""));
    if (url) urls.add(url);
    if (urls.size === MOST) break;
  }
  return [...urls];
}
