import { LONGEST_FAILURE, pauseAfter, readRetryAfter } from "@/lib/core/outgoing";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import { log } from "../log";
import { postOutward } from "../outward-post";
import { signature } from "../standard-webhooks";
import { secretsInForce } from "./secret";

/** How long a message that is being sent stays with its process, in ms. */
const CLAIM = 5 * 60_000;
/** Sent side by side, so that one slow receiver does not hold the others up. */
const LANES = 4;
const GONE = 410;

/**
 * Sends what is due. A message is claimed before it is sent, so that two processes do not both send it; one whose
 * process died is sent again after five minutes, under the same id.
 */
export async function sendOutgoing(db: PrismaClient, now: Date, post = postOutward): Promise<void> {
  const lane = async () => {
    for (;;) {
      const [claimed] = await db.$queryRaw<{ id: bigint }[]>`
        update outgoing_message set due_at = ${new Date(now.getTime() + CLAIM)}::timestamp, attempts = attempts + 1
        where id = (select m.id from outgoing_message m join outgoing_endpoint e on e.id = m.endpoint_id
          where m.due_at <= ${now}::timestamp and e.off_at is null and e.removed_at is null
          order by m.due_at, m.id limit 1 for update of m skip locked) returning id`;
      if (!claimed) return;
      await sendMessage(db, claimed.id, now, post);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Sends one message that nobody else sends, and notes how that went. @returns what went wrong; "" when it was taken */
export async function sendMessage(
  db: PrismaClient,
  id: bigint,
  now: Date,
  post = postOutward,
): Promise<string> {
  const message = await db.outgoingMessage.findUniqueOrThrow({ where: { id }, include: { endpoint: true } });
  const { endpoint, eventId, type, createdAt, data, attempts } = message;
  const body = JSON.stringify({ type, timestamp: createdAt.toISOString(), data });
  const headers = signature(eventId, body, secretsInForce(endpoint, now), now);
  const { status, error, retryAfter } = await post(endpoint.url, body, headers).then(
    (answer) => ({
      ...answer,
      error: answer.status >= 200 && answer.status < 300 ? "" : `The receiver answered ${answer.status}.`,
    }),
    (problem: Error) => ({ status: null, error: problem.message.slice(0, 500), retryAfter: undefined }),
  );
  if (error) log.warn({ message: eventId, endpoint: endpoint.name, error }, "a change could not be told");
  const pause = pauseAfter(attempts, Math.random(), readRetryAfter(retryAfter, now.getTime()));
  const isTest = attempts === 0;
  const dueAt = error && !isTest && pause !== null ? new Date(now.getTime() + pause) : null;
  await db.$transaction(async (tx) => {
    const sent = error ? {} : { sentAt: now };
    await tx.outgoingMessage.update({ where: { id }, data: { status, error, dueAt, ...sent } });
    if (!isTest) await noteHealth(tx, endpoint, { error, status }, now);
  });
  return error;
}

type Endpoint = Prisma.OutgoingEndpointGetPayload<object>;

/** Switches off who has failed for five days, or says that it is gone for good (410). */
async function noteHealth(
  tx: Prisma.TransactionClient,
  { id, name, failingSince }: Endpoint,
  { error, status }: { error: string; status: number | null },
  now: Date,
): Promise<void> {
  const since = error ? (failingSince ?? now) : null;
  const isHopeless =
    status === GONE || (since !== null && now.getTime() - since.getTime() >= LONGEST_FAILURE);
  if (since?.getTime() === failingSince?.getTime() && !isHopeless) return;
  const where = { id, offAt: null };
  const { count } = await tx.outgoingEndpoint.updateMany({
    where,
    data: { failingSince: since, ...(isHopeless && { offAt: now }) },
  });
  if (count === 0 || !isHopeless) return;
  const record = { actor: "system", action: "outgoing.switched-off", subject: name, detail: { error } };
  await audit(tx, record, now);
}

const LOOK = 5_000;
const KEPT = 30 * 86_400_000;

/** Forgets what was sent or given up a month ago. */
export async function forgetOutgoing(db: PrismaClient, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT);
  await db.outgoingMessage.deleteMany({ where: { createdAt: { lt: before }, dueAt: null } });
}

/** Looks every five seconds what is due, in every process: a message is claimed by one. */
export function startSending(db: PrismaClient): { stop(): Promise<void> } {
  let sending: Promise<void> | undefined;
  const look = () => {
    sending ??= sendOutgoing(db, new Date())
      .catch((error) => log.error({ err: error }, "changes could not be told"))
      .finally(() => {
        sending = undefined;
      });
  };
  const timer = setInterval(look, LOOK).unref();
  return {
    async stop() {
      clearInterval(timer);
      await sending;
    },
  };
}
