const URL_TEXT = /https?:\/\/[^\s<>"'`()[\]{}|\\^]+/gi;
const MOST = 20;

/** The pages that a reply points to, once each, as they were written; at most 20. They are evidence, not to be followed unasked. */
export function urlsIn(text: string): string[] {
  const urls = new Set<string>();
  for (const [url] of text.matchAll(URL_TEXT)) {
    urls.add(url.replace(/[.,;:!?]+$/, ""));
    if (urls.size === MOST) break;
  }
  return [...urls];
}
