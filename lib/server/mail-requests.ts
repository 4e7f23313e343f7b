import { createHmac } from "node:crypto";
import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import type { Language } from "@/lib/core/recipient-words/words";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { addressKey } from "./keys";
import { enqueueMail } from "./recipient-mail";
import { deriveSecret } from "./secrets";
import { inTransaction } from "./transaction";

const HOUR = 3_600_000;
/** Mails an hour to one address, whoever asks; more are asked for in vain, and nobody is told so. */
export const MAILS_PER_ADDRESS = 3;
/** Requests an hour from one client; then it is told to wait, whatever it asks for. */
export const REQUESTS_PER_CLIENT = 30;

export interface MailRequest {
  /** As it was typed. */
  address: string;
  language: Language;
  /** The client's address, see `clientAddress`. */
  client: string;
}

/** Kept in place of the client's address, for a day. */
const fingerprint = (client: string): string =>
  createHmac("sha256", deriveSecret("mail-request")).update(client).digest("base64url").slice(0, 16);

/**
 * Notes a request for a mail, whether anybody has that address or not. Requests for one address wait for each other, so
 * that a hundred at once are counted one by one.
 * @returns whether one more mail may go there
 * @throws Refusal "too-many-requests" for the client
 */
export async function admitMailRequest(
  tx: Prisma.TransactionClient,
  key: bigint,
  client: string,
  now: Date,
): Promise<boolean> {
  const since = { gt: new Date(now.getTime() - HOUR) };
  await tx.$executeRaw`select pg_advisory_xact_lock(${key}::bigint)`;
  const from = fingerprint(client);
  if ((await tx.linkRequest.count({ where: { client: from, at: since } })) >= REQUESTS_PER_CLIENT)
    throw new Refusal("too-many-requests", "Too many requests. Wait an hour.");
  const before = await tx.linkRequest.count({ where: { address: key, at: since } });
  await tx.linkRequest.create({ data: { at: now, address: key, client: from } });
  return before < MAILS_PER_ADDRESS;
}

/**
 * Sends somebody the link to their preferences, if they are known. The answer does not tell: it is the same, after the same
 * statements, and the mail goes out later.
 * @throws Refusal "invalid-input" when it is no address, "too-many-requests"
 */
export async function askForLink(
  db: PrismaClient,
  { address, language, client }: MailRequest,
  now: Date,
): Promise<void> {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Refusal("invalid-input", parsed.reason, "address");
  const key = addressKey(parsed.address);
  await inTransaction(db, async (tx) => {
    const may = await admitMailRequest(tx, key, client, now);
    const person = await tx.subscriber.findUnique({ where: { address: key } });
    if (may) await enqueueMail(tx, { kind: "link", subscriberId: person?.id ?? "", language }, now);
  });
}

/**
 * Sends somebody the links to what is kept about them, to their own address: whoever holds the link of a mailing may be
 * somebody it was forwarded to. Within the limits of {@link askForLink}.
 * @throws Refusal "too-many-requests"
 */
export async function askForKept(
  db: PrismaClient,
  subscriberId: string,
  { language, client }: Omit<MailRequest, "address">,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { address } = await tx.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
    if (await admitMailRequest(tx, address, client, now))
      await enqueueMail(tx, { kind: "kept", subscriberId, language }, now);
  });
}
