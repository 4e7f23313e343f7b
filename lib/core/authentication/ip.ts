const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** An address in one spelling (IPv6 as RFC 5952 has it); null for what is none. */
export function canonicalIp(text: string): string | null {
  if (V4.test(text)) return text;
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(":")) return null;
  try {
    const { hostname } = new URL(`http://[${text}]/`);
    return mapped(hostname.slice(1, -1));
  } catch {
    return null;
  }
}

/** An IPv4 address that was written as IPv6 (RFC 4291 section 2.5.5.2) is that address. */
function mapped(ip: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(ip) ?? [];
  if (high === undefined || low === undefined) return ip;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join(".");
}

/** The network that an address of {@link canonicalIp} is counted with: /24 of IPv4, /48 of IPv6. */
export function networkOf(ip: string): string {
  if (!ip.includes(":")) return `${ip.slice(0, ip.lastIndexOf("."))}.0/24`;
  const [head = "", tail] = ip.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const whole = [
    ...groups,
    ...new Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"),
    ...rest,
  ];
  return `${whole.slice(0, 3).join(":")}::/48`;
}
