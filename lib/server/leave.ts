import { createHmac, timingSafeEqual } from "node:crypto";
import { checkedUrl } from "@/lib/core/bounce/urls";
import { deriveSecret } from "./secrets";

const MAC_BYTES = 18;

/** A web address out of a bounce, and the page of ours that asks before it is opened. */
export interface OutwardLink {
  url: string;
  href: string;
}

const proofOf = (url: string): string =>
  createHmac("sha256", deriveSecret("leave")).update(url).digest().toString("base64url", 0, MAC_BYTES);

/** @param url as `urlsIn` or `documentOf` gives it */
export const outwardLink = (url: string): OutwardLink => ({
  url,
  href: `/bounces/leave?${new URLSearchParams({ to: url, proof: proofOf(url) })}`,
});

/** The address of a link that {@link outwardLink} made; null for every other, so that nobody can send people through us. */
export function leavingTo(to: string, proof: string): string | null {
  const expected = Buffer.from(proofOf(to));
  const given = Buffer.from(proof);
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  return genuine && checkedUrl(to) === to ? to : null;
}
