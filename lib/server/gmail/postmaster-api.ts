import { importPKCS8, SignJWT } from "jose";
import { z } from "zod";
import type { ServiceAccount } from "@/lib/core/gmail/service-account";
import type { SpamRow } from "@/lib/core/gmail/spam-file";

/*
 * Postmaster Tools API v2, https://developers.google.com/workspace/gmail/postmaster/reference/rest/v2; signing in by
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest.
 */

const TOKEN = "https://oauth2.googleapis.com/token";
const API = "https://gmailpostmastertools.googleapis.com/v2";
const SCOPES =
  "https://www.googleapis.com/auth/postmaster.domain https://www.googleapis.com/auth/postmaster.traffic.readonly";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const DAY = 86_400_000;
const TIMEOUT = 20_000;
/** Of an answer, in characters: 200 days are some 40,000. */
const MOST = 2_000_000;
const PAGE = 200;
const MOST_PAGES = 20;
const MILLION = 1_000_000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What Gmail answers to a service account. */
export interface Postmaster {
  /** The sender domains that its owners show to this account. */
  domains(): Promise<string[]>;
  /** The spam rates of the days from `first` to `last`, both counted from 1970, as far as Gmail tells any. */
  spamRates(domain: string, first: number, last: number): Promise<SpamRow[]>;
}

/** Google refused, or did not answer. `retryAfter` as it asks for it, else undefined. */
export class PostmasterFailure extends Error {
  constructor(
    message: string,
    readonly retryAfter?: string,
  ) {
    super(message);
  }
}

const Token = z.object({ access_token: z.string().min(1).max(5_000) });
const Page = { nextPageToken: z.string().max(5_000).optional() };
const Domains = z.object({ ...Page, domains: z.array(z.object({ name: z.string() })).default([]) });
const Stats = z.object({
  ...Page,
  domainStats: z
    .array(
      z.object({
        date: z.object({ year: z.int(), month: z.int(), day: z.int() }).optional(),
        value: z.object({ floatValue: z.number().optional(), doubleValue: z.number().optional() }).optional(),
      }),
    )
    .default([]),
});

/**
 * Signs in by the account's key. Only Google's two hosts are ever called, whatever the key file says; no redirect is followed.
 * @throws PostmasterFailure
 */
export async function postmaster(key: ServiceAccount, now: Date, ask: Fetch = fetch): Promise<Postmaster> {
  const assertion = await signed(key, now);
  const form = new URLSearchParams({ grant_type: GRANT, assertion });
  const { access_token } = Token.parse(await answer(ask, TOKEN, { method: "POST", body: form }));
  const authorization = `Bearer ${access_token}`;
  return {
    async domains() {
      const found: string[] = [];
      await everyPage(async (token) => {
        const query = new URLSearchParams({ pageSize: String(PAGE), ...(token && { pageToken: token }) });
        const page = Domains.parse(
          await answer(ask, `${API}/domains?${query}`, { headers: { authorization } }),
        );
        found.push(...page.domains.map(({ name }) => name.replace(/^domains\//, "").toLowerCase()));
        return page.nextPageToken;
      });
      return found;
    },
    async spamRates(domain, first, last) {
      const rows: SpamRow[] = [];
      await everyPage(async (token) => {
        const body = JSON.stringify({ ...query(first, last), ...(token && { pageToken: token }) });
        const headers = { authorization, "content-type": "application/json" };
        const url = `${API}/domains/${encodeURIComponent(domain)}/domainStats:query`;
        const page = Stats.parse(await answer(ask, url, { method: "POST", headers, body }));
        for (const { date, value } of page.domainStats) {
          const rate = value?.floatValue ?? value?.doubleValue;
          // A day without a value is a day of which Gmail tells nothing, not one of no complaints.
          if (!date || rate === undefined || !(rate >= 0 && rate <= 1)) continue;
          const day = Date.UTC(date.year, date.month - 1, date.day) / DAY;
          rows.push({ domain, day, rate: Math.round(rate * MILLION) });
        }
        return page.nextPageToken;
      });
      return rows;
    },
  };
}

async function signed(key: ServiceAccount, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  try {
    return await new SignJWT({ scope: SCOPES })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.private_key_id })
      .setIssuer(key.client_email)
      .setAudience(TOKEN)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 3_600)
      .sign(await importPKCS8(key.private_key, "RS256"));
  } catch {
    // What it says may hold the key.
    throw new PostmasterFailure("The private key of the service account cannot be read.");
  }
}

function query(first: number, last: number) {
  const date = (day: number) => {
    const at = new Date(day * DAY);
    return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  };
  return {
    metricDefinitions: [{ name: "spam", baseMetric: { standardMetric: "SPAM_RATE" } }],
    timeQuery: { dateRanges: { dateRanges: [{ start: date(first), end: date(last) }] } },
    aggregationGranularity: "DAILY",
    pageSize: PAGE,
  };
}

async function everyPage(take: (token: string | undefined) => Promise<string | undefined>): Promise<void> {
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    token = await take(token);
    if (!token) return;
  }
  throw new PostmasterFailure("Google's answer has no end.");
}

async function answer(ask: Fetch, url: string, init: RequestInit): Promise<unknown> {
  const host = new URL(url).host;
  let response: Response;
  let text: string;
  try {
    response = await ask(url, { ...init, redirect: "error", signal: AbortSignal.timeout(TIMEOUT) });
    text = await bounded(response);
  } catch (error) {
    if (error instanceof PostmasterFailure) throw error;
    throw new PostmasterFailure(`${host} did not answer.`);
  }
  if (!response.ok)
    throw new PostmasterFailure(
      `${host} answered ${response.status}${reasonOf(text)}`,
      response.headers.get("retry-after") ?? undefined,
    );
  try {
    return JSON.parse(text);
  } catch {
    throw new PostmasterFailure(`${host} answered something else than JSON.`);
  }
}

/** The text of an answer. Read piece by piece, so that what is too long is not taken in first. */
async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  // Node's streams are iterable; the types of browsers, which know this one, do not say so.
  const body = response.body as (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null;
  let text = "";
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > MOST) throw new PostmasterFailure("Google answered too much.");
  }
  return text;
}

/** What Google says went wrong: `error.message` of its APIs, `error_description` where somebody signs in. */
function reasonOf(text: string): string {
  try {
    const { error, error_description: described } = JSON.parse(text);
    const told = typeof described === "string" ? described : error?.message;
    return typeof told === "string" ? `: ${told.split("\n")[0]?.slice(0, 200)}` : ".";
  } catch {
    return ".";
  }
}
