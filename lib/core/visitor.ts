/** What kind of program sent a request; "" where nothing tells. */
export const AGENTS = ["browser", "mail-program", "program", ""] as const;
export type Agent = (typeof AGENTS)[number];

const IPV4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i;
const IPV6 = /^[0-9a-f:]{2,39}$/i;

/**
 * The network that an address belongs to, without what points at one household: the first 24 bits of IPv4, 48 of IPv6.
 * Empty for anything else.
 */
export function networkOf(address: string): string {
  const [, start] = IPV4.exec(address) ?? [];
  if (start) return `${start}.0`;
  if (!IPV6.test(address) || !address.includes(":")) return "";
  const [head = "", tail] = address.toLowerCase().split("::", 2);
  const [before, after] = [head.split(":").filter(Boolean), (tail ?? "").split(":").filter(Boolean)];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(missing).fill("0"), ...after];
  return groups.length === 8
    ? `${groups
        .slice(0, 3)
        .map((group) => group.replace(/^0+(?=.)/, ""))
        .join(":")}::`
    : "";
}

/** Told by the User-Agent header: browsers all begin alike, and a mail program that shows pages says its name. */
export function agentOf(userAgent: string | null): Agent {
  if (!userAgent) return "";
  if (/thunderbird|outlook|yahoomailproxy|googleimageproxy|apple ?mail/i.test(userAgent))
    return "mail-program";
  return /^mozilla\/5\.0 \(/i.test(userAgent) ? "browser" : "program";
}
