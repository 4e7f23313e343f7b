/**
 * The two header fields that let a mail program unsubscribe with one press (RFC 8058 section 3.1; RFC 2369 section
 * 3.2). Both must be covered by the mail's DKIM signature (section 4), or receivers do not offer the button.
 * @param mailbox an address whose mails reach `leaveByMail`, for receivers that know no other way; optional
 * @throws when `baseUrl` is not https: the standard knows no other.
 */
export function unsubscribeHeaders(token: string, baseUrl: string, mailbox?: string): Record<string, string> {
  const url = unsubscribeUrl(token, baseUrl);
  if (!url.startsWith("https://")) throw new Error(`One-click unsubscribe needs https, not ${baseUrl}`);
  const mailto = mailbox ? `, <mailto:${encodeURI(mailbox)}?subject=unsubscribe%20${token}>` : "";
  return { "List-Unsubscribe": `<${url}>${mailto}`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

export const unsubscribeUrl = (token: string, baseUrl: string): string =>
  new URL(`/u/${token}`, baseUrl).href;

export const preferencesUrl = (token: string, baseUrl: string): string =>
  new URL(`/preferences/${token}`, baseUrl).href;
