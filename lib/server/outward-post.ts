import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Refusal } from "@/lib/core/error";

const TIMEOUT = 10_000;
/** Of an answer, in bytes: enough to say what went wrong. */
const MOST_ANSWER = 4_000;

/** Networks that no address given by a person may lead to: this machine, private, link-local, shared, reserved. */
const INNER = new BlockList();
for (const [net, bits] of [
  ...[
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ],
  ...[
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ],
] as [string, number][])
  INNER.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ...[
    ["::", 96],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["100::", 64],
    ["2001::", 23],
    ["2002::", 16],
  ],
  ...[
    ["fc00::", 7],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  ],
] as [string, number][])
  INNER.addSubnet(net, bits, "ipv6");

/** Whether an IP address lies in a network that is not the public internet. Mapped IPv4 counts as the IPv4 within. */
export const isInner = (ip: string): boolean => INNER.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");

/** `REPUTE_LOCAL_RECEIVERS=1` lets http and inner addresses be called: for receivers on the own network. */
const localAllowed = (): boolean => process.env.REPUTE_LOCAL_RECEIVERS === "1";

/**
 * Refuses what may not be called: other than https, with a password in it, or inner addresses by number.
 * @throws Refusal "invalid-input"
 */
export function checkOutward(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username || url.password || !/^https?:$/.test(url.protocol))
    throw new Refusal("invalid-input", "This is not an address that can be called.", "url");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!localAllowed() && (url.protocol !== "https:" || (isIP(host) !== 0 && isInner(host))))
    throw new Refusal("invalid-input", "Only https addresses on the public internet are called.", "url");
  return url;
}

/** Resolves a name, and fails when any of its addresses is inner. The one that passed is the one that is called. */
export const outwardLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }).then(
    (found) => {
      const inner = localAllowed() ? undefined : found.find(({ address }) => isInner(address));
      if (inner) return done(new Error(`${host} leads to the inner address ${inner.address}.`), []);
      if (options.all) return done(null, found);
      done(null, found[0]!.address, found[0]!.family);
    },
    (error: NodeJS.ErrnoException) => done(error, []),
  );
};

/** What a receiver answered. */
export interface Answered {
  status: number;
  /** Its beginning. */
  text: string;
  /** In seconds or as a date (RFC 9110, section 10.2.3), as it was given. */
  retryAfter: string | undefined;
}

/**
 * Posts JSON to an address that a person gave. No redirect is followed, the answer is cut, ten seconds are enough.
 * @throws Refusal for an address that may not be called, Error when nobody answers
 */
export function postOutward(
  address: string,
  body: string,
  headers: Record<string, string>,
): Promise<Answered> {
  const url = checkOutward(address);
  return new Promise((resolve, reject) => {
    const options = {
      method: "POST",
      lookup: outwardLookup,
      headers: { "content-type": "application/json", "user-agent": "Repute", ...headers },
      signal: AbortSignal.timeout(TIMEOUT),
    };
    const request = (url.protocol === "http:" ? http : https).request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      const end = () => {
        resolve({ status: response.statusCode ?? 0, text, retryAfter: response.headers["retry-after"] });
        response.destroy();
      };
      response.on("data", (chunk: string) => {
        text = (text + chunk).slice(0, MOST_ANSWER);
        if (text.length === MOST_ANSWER) end();
      });
      response.on("end", end);
      response.on("error", reject);
    });
    request.on("error", (error) =>
      reject(error.name === "TimeoutError" ? new Error("No answer within ten seconds.") : error),
    );
    request.end(body);
  });
}
