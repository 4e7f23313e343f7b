import { type CheckState, type Dns, Findings, type RecordCheck, tagsOf } from "./dns";

/** The published key of one selector (RFC 6376 section 3.6.1, RFC 8463). */
export async function checkDkim(dns: Dns, domain: string, selector: string): Promise<RecordCheck> {
  const name = `${selector}._domainkey.${domain}`;
  const found = new Findings();
  const records = (await dns.txt(name)).filter((record) => /(?:^|;)\s*(?:v\s*=\s*DKIM1|p\s*=)/i.test(record));
  const [record] = records;
  if (record === undefined) {
    found.add("missing", `No key is published under ${name}.`);
    return found.of(name, null);
  }
  if (records.length > 1) found.add("wrong", "Several keys stand under one name: which one counts is open.");
  const { tags } = tagsOf(record);
  const version = tags.get("v");
  if (version !== undefined && version !== "DKIM1")
    found.add("wrong", `v=${version.slice(0, 20)} is no version of DKIM.`);
  if (tags.get("t")?.split(":").includes("y"))
    found.add("gap", "t=y says that DKIM is only being tried out.");
  found.add(...verdictOf(tags.get("k") ?? "rsa", tags.get("p")));
  return found.of(name, record);
}

function verdictOf(kind: string, key: string | undefined): [CheckState, string] {
  if (key === undefined) return ["wrong", "It holds no key: p= is missing."];
  const base64 = key.replace(/\s+/g, "");
  if (base64 === "") return ["wrong", "The key is revoked: p= is empty."];
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return ["wrong", "The key is no base64."];
  const bytes = Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
  if (kind === "ed25519" && bytes !== 32)
    return ["wrong", `A key of Ed25519 has 32 bytes, this one ${bytes}.`];
  if (kind === "ed25519")
    return ["gap", "Many receivers do not read Ed25519 yet: have an RSA key beside it."];
  if (kind !== "rsa") return ["wrong", `k=${kind.slice(0, 20)} is no kind of key that receivers know.`];
  const bits = rsaBits(base64);
  if (bits === null) return ["wrong", "The key is no RSA key."];
  // RFC 8301 section 3.2.
  if (bits < 1024) return ["wrong", `An RSA key of ${bits} bits is refused: at least 1,024 are needed.`];
  if (bits < 2048) return ["gap", `RSA key of ${bits} bits; 2,048 are asked for.`];
  return ["right", `RSA key of ${bits} bits.`];
}

/** The length of the modulus in a SubjectPublicKeyInfo or an RSAPublicKey (RFC 8017 appendix A.1.1); null where it is neither. */
function rsaBits(base64: string): number | null {
  // A last character alone is half a byte; atob would refuse it.
  const bare = base64.replace(/=+$/, "");
  const der = Uint8Array.from(atob(bare.length % 4 === 1 ? bare.slice(0, -1) : bare), (char) =>
    char.charCodeAt(0),
  );
  // The modulus is the first INTEGER; before it come sequences, the algorithm's name and a bit string.
  let at = 0;
  for (let steps = 0; steps < 8 && at < der.length; steps++) {
    const tag = der[at]!;
    const { length, start } = lengthAt(der, at + 1);
    if (tag === 0x02) return (length - (der[start] === 0 ? 1 : 0)) * 8;
    if (tag === 0x03) at = start + 1;
    else if (tag === 0x30 && der[start] === 0x06) at = start + length;
    else if (tag === 0x30) at = start;
    else return null;
  }
  return null;
}

function lengthAt(der: Uint8Array, at: number): { length: number; start: number } {
  const first = der[at] ?? 0;
  if (first < 0x80) return { length: first, start: at + 1 };
  let length = 0;
  const size = Math.min(first & 0x7f, 3);
  for (let i = 1; i <= size; i++) length = length * 256 + (der[at + i] ?? 0);
  return { length, start: at + 1 + size };
}
