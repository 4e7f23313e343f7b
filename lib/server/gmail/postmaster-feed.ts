import { ZodError } from "zod";
import { Refusal } from "@/lib/core/error";
import { ServiceAccount } from "@/lib/core/gmail/service-account";
import { pauseAfter, readRetryAfter } from "@/lib/core/outgoing";
import { storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import type { Database } from "../database";
import { seal, unseal } from "../sealed";
import { inTransaction } from "../transaction";
import { type Fetch, PostmasterFailure, postmaster } from "./postmaster-api";
import { keepSpamRates } from "./spam-rates";

const DAY = 86_400_000;
/** Gmail tells a day one or two days later; twice a day is often enough. */
const RHYTHM = DAY / 2;
/** How far back each look reaches, in days: Gmail corrects what it told; at first as far as it shows. */
const AGAIN = 14;
const AT_FIRST = 120;
const ONLY = { id: 1 };
const UNREAD = "Google's answer has another form than expected.";
const PURPOSE = "gmail-postmaster";

/** Where the connection stands. Times in ms. */
export interface PostmasterState {
  /** Of the service account: the owner of a domain shows it there to this address. */
  email: string;
  domains: string[];
  askedAt: number | null;
  /** What went wrong last; empty once it has worked again. */
  error: string;
}

/** Null: not connected. */
export async function postmasterState(db: Database): Promise<PostmasterState | null> {
  const row = await db.postmasterAccount.findUnique({ where: ONLY, omit: { sealed: true } });
  if (!row) return null;
  return {
    email: row.email,
    domains: row.domains,
    askedAt: row.askedAt?.getTime() ?? null,
    error: row.error,
  };
}

/** Keeps the key, sealed, and asks with it from the next minute on. In the trail stands whose it is, not the key. */
export async function connectPostmaster(
  db: PrismaClient,
  key: ServiceAccount,
  actor: string,
  now: Date,
): Promise<PostmasterState> {
  const data = {
    ...{ email: storable(key.client_email), sealed: seal(PURPOSE, JSON.stringify(key)) },
    ...{
      connectedBy: actor,
      connectedAt: now,
      dueAt: now,
      askedAt: null,
      attempts: 0,
      error: "",
      domains: [],
    },
  };
  await inTransaction(db, async (tx) => {
    await tx.postmasterAccount.upsert({ where: ONLY, create: data, update: data });
    const detail = { account: data.email };
    await audit(tx, { actor, action: "gmail-postmaster.connected", subject: "Gmail", detail }, now);
  });
  return { email: data.email, domains: [], askedAt: null, error: "" };
}

/** Forgets the key; what it brought stays. @throws Refusal "not-found" */
export async function disconnectPostmaster(db: PrismaClient, actor: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.postmasterAccount.deleteMany({ where: ONLY });
    if (count === 0) throw new Refusal("not-found", "Gmail is not connected.");
    await audit(tx, { actor, action: "gmail-postmaster.disconnected", subject: "Gmail", detail: {} }, now);
  });
}

/**
 * Asks Gmail for the spam rates of every domain that it shows, if it is connected and due. After a failure it waits longer
 * each time, or as long as Google asks for; what was known stays.
 */
export async function askPostmaster(db: PrismaClient, now: Date, ask?: Fetch): Promise<void> {
  const account = await db.postmasterAccount.findFirst({ where: { ...ONLY, dueAt: { lte: now } } });
  if (!account) return;
  // Not that of another key, which somebody has brought meanwhile.
  const own = { ...ONLY, connectedAt: account.connectedAt };
  try {
    const client = await postmaster(opened(account.sealed), now, ask);
    const domains = (await client.domains()).map(storable);
    const last = Math.floor(now.getTime() / DAY);
    const first = last - (account.askedAt ? AGAIN : AT_FIRST);
    for (const domain of domains)
      await keepSpamRates(db, await client.spamRates(domain, first, last), 0, now);
    const dueAt = new Date(now.getTime() + RHYTHM);
    const data = { dueAt, askedAt: now, attempts: 0, error: "", domains };
    await db.postmasterAccount.updateMany({ where: own, data });
  } catch (failure) {
    if (!(failure instanceof PostmasterFailure || failure instanceof ZodError)) throw failure;
    const attempts = account.attempts + 1;
    const told = failure instanceof PostmasterFailure ? failure : new PostmasterFailure(UNREAD);
    const pause = pauseAfter(attempts, Math.random(), readRetryAfter(told.retryAfter, now.getTime())) ?? DAY;
    const data = { attempts, error: storable(told.message), dueAt: new Date(now.getTime() + pause) };
    await db.postmasterAccount.updateMany({ where: own, data });
  }
}

function opened(sealed: string): ServiceAccount {
  const text = unseal(PURPOSE, sealed);
  if (text === null)
    throw new PostmasterFailure(
      "The key was sealed under another secret of this installation. Connect it again.",
    );
  return ServiceAccount.parse(JSON.parse(text));
}
