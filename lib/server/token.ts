import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { deriveSecret, masterSecrets } from "./secrets";

/** What a link lets its holder do. A token of one purpose is worthless for another. */
export type LinkPurpose = "unsubscribe" | "preferences" | "confirm" | "export";

export interface LinkClaims {
  subscriberId: string;
  /** 0: every list. */
  listId: number;
  /** The mail that carries the link; 0: not known. */
  mailingId: number;
}

const PURPOSE_CODES: Record<LinkPurpose, number> = { unsubscribe: 1, preferences: 2, confirm: 3, export: 4 };
const ID_BYTES = 16;
/** Of a payload in bytes: purpose, list, person; in a mail whose sender gave it a name also the number of that mail. */
const SHORT = 5 + ID_BYTES;
const LONG = SHORT + 4;
/** 144 bits: more than the 128 asked for, and a multiple of 3 bytes, so that base64url has no spare bits to tamper with. */
const MAC_BYTES = 18;

/** The random id by which links know a person: 128 bits in base64url. */
export const newSubscriberId = (): string => randomBytes(ID_BYTES).toString("base64url");

/**
 * The token of a link, `v1.kid.payload.mac`: no address in it, valid as long as its key is in the ring, good for any
 * number of uses (a mail may be opened years later).
 */
export function makeToken(
  purpose: LinkPurpose,
  { subscriberId, listId, mailingId = 0 }: Omit<LinkClaims, "mailingId"> & { mailingId?: number },
): string {
  const payload = Buffer.alloc(mailingId === 0 ? SHORT : LONG);
  payload.writeUInt8(PURPOSE_CODES[purpose], 0);
  payload.writeUInt32BE(listId, 1);
  payload.write(subscriberId, 5, "base64url");
  if (mailingId !== 0) payload.writeUInt32BE(mailingId, SHORT);
  const [key] = keyRing();
  const body = `v1.${key.id}.${payload.toString("base64url")}`;
  return `${body}.${macOf(key, purpose, body)}`;
}

/** What a token says; null when it is forged, of another purpose, or signed with a key that left the ring. Constant time. */
export function verifyToken(purpose: LinkPurpose, token: string): LinkClaims | null {
  const end = token.lastIndexOf(".");
  const [body, mac] = [token.slice(0, end), Buffer.from(token.slice(end + 1))];
  const [version, kid, payload, ...rest] = body.split(".");
  const ring = keyRing();
  const key = ring.find(({ id }) => id === kid);
  const expected = Buffer.from(macOf(key ?? ring[0], purpose, body));
  const genuine = mac.length === expected.length && timingSafeEqual(mac, expected);
  if (!genuine || !key || version !== "v1" || rest.length > 0) return null;
  return read(Buffer.from(payload ?? "", "base64url"), purpose);
}

function read(payload: Buffer, purpose: LinkPurpose): LinkClaims | null {
  if (payload.length !== SHORT && payload.length !== LONG) return null;
  if (payload.readUInt8(0) !== PURPOSE_CODES[purpose]) return null;
  return {
    subscriberId: payload.toString("base64url", 5, SHORT),
    listId: payload.readUInt32BE(1),
    mailingId: payload.length === LONG ? payload.readUInt32BE(SHORT) : 0,
  };
}

interface LinkKey {
  /** 24 bits that tell the keys of a ring apart and say nothing about them. */
  id: string;
  secrets: Record<LinkPurpose, Buffer>;
}

/** The key that signs, and behind it those that still verify. */
function keyRing(): [LinkKey, ...LinkKey[]] {
  const [current = "", ...previous] = masterSecrets();
  return [keyOf(current), ...previous.map(keyOf)];
}

/** Derived once a process for each master secret: a mailing asks for hundreds of thousands of tokens. */
const derived = new Map<string, LinkKey>();

function keyOf(master: string): LinkKey {
  const known = derived.get(master);
  if (known) return known;
  const secrets = {
    unsubscribe: deriveSecret("link:unsubscribe", master),
    preferences: deriveSecret("link:preferences", master),
    confirm: deriveSecret("link:confirm", master),
    export: deriveSecret("link:export", master),
  };
  const key = { id: deriveSecret("link-key-id", master).toString("base64url", 0, 3), secrets };
  derived.set(master, key);
  return key;
}

const macOf = (key: LinkKey, purpose: LinkPurpose, body: string): string =>
  createHmac("sha256", key.secrets[purpose]).update(body).digest().toString("base64url", 0, MAC_BYTES);
