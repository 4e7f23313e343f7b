import { createHash } from "node:crypto";

/** An e-mail domain of ACS, by the parts of its ARM resource id. */
export interface Place {
  /** The whole id, in lower case: ARM compares without case. */
  id: string;
  subscription: string;
  group: string;
  service: string;
  domain: string;
}

const RESOURCE =
  /^\/subscriptions\/([0-9a-f-]{36})\/resourcegroups\/([^/]+)\/providers\/microsoft\.communication\/emailservices\/([^/]+)\/domains\/([^/]+)$/i;

/**
 * The domains whose lists are kept, from `ACS_SYNC_DOMAINS`: ARM resource ids, separated by commas.
 * @throws Error that quotes what is no such id
 */
export function syncPlaces(text = process.env.ACS_SYNC_DOMAINS ?? ""): Place[] {
  const ids = text
    .split(",")
    .map((id) => id.trim().replace(/\/$/, ""))
    .filter(Boolean);
  return ids.map((id) => {
    const [, subscription = "", group = "", service = "", domain = ""] = RESOURCE.exec(id) ?? [];
    if (!domain) throw new Error(`ACS_SYNC_DOMAINS: "${id}" is not the resource id of an e-mail domain.`);
    return { id: id.toLowerCase(), subscription, group, service, domain };
  });
}

/** Ours, drawn once: names made in it collide with nobody else's. */
const NAMESPACE = Buffer.from("8f1d9c3e5b7a4e6c9d2b0a4f6e8c1d37", "hex");

/** The UUID of a name (RFC 9562, section 5.5): the same for the same name, so that putting it twice is putting it once. */
export function nameUuid(name: string): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
