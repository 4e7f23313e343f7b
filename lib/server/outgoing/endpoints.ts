import type { z } from "zod";
import { Refusal } from "@/lib/core/error";
import type { NewEndpoint } from "@/lib/core/outgoing";
import type { OutgoingEndpoint, Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import { checkOutward } from "../outward-post";
import { secretOf } from "./secret";

const GONE = "This endpoint is gone.";

/** Removed ones have nothing to be done with. */
const standing = (id: number) => ({ id, removedAt: null });

/**
 * Adds an endpoint. Its secret is answered here, and when it is renewed.
 * @throws Refusal "invalid-input" for an address that may not be called, "conflict" when one in use has this name
 */
export async function createEndpoint(
  db: PrismaClient,
  { name, url }: z.output<typeof NewEndpoint>,
  actor: string,
  now: Date,
): Promise<{ id: number; secret: string }> {
  checkOutward(url);
  const made = await db.$transaction(async (tx) => {
    // Before the look at the names: of two who take one name at once, the second waits here and then sees the first.
    const { origin } = new URL(url);
    await audit(tx, { actor, action: "outgoing.created", subject: name, detail: { origin } }, now);
    if (await tx.outgoingEndpoint.findFirst({ where: { name, removedAt: null } }))
      throw new Refusal("conflict", "An endpoint has this name already.", "name");
    return tx.outgoingEndpoint.create({ data: { name, url, createdBy: actor, createdAt: now } });
  });
  return { id: made.id, secret: secretOf(made.id, made.generation) };
}

/** A new secret. The old one signs beside it for a day, so that the receiver can change over. @throws Refusal "not-found" */
export async function renewSecret(
  db: PrismaClient,
  id: number,
  actor: string,
  now: Date,
): Promise<{ secret: string }> {
  const data = { generation: { increment: 1 }, renewedAt: now };
  const { generation } = await change(db, id, { data, action: "outgoing.secret-renewed" }, actor, now);
  return { secret: secretOf(id, generation) };
}

/**
 * Switches an endpoint on or off. While it is off nothing is put out for it; what waits for it is sent when it is on again.
 * @throws Refusal "not-found", "conflict" when it is so already
 */
export async function switchEndpoint(
  db: PrismaClient,
  id: number,
  on: boolean,
  actor: string,
  now: Date,
): Promise<void> {
  const where = { offAt: on ? { not: null } : null };
  const data = { offAt: on ? null : now, failingSince: null };
  await change(
    db,
    id,
    { where, data, action: on ? "outgoing.switched-on" : "outgoing.switched-off" },
    actor,
    now,
  );
}

/** Ends an endpoint; what waits for it is not sent. @throws Refusal "not-found" */
export async function removeEndpoint(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  await change(db, id, { data: { removedAt: now }, action: "outgoing.removed" }, actor, now, async (tx) => {
    const data = { dueAt: null, error: "The endpoint was removed." };
    await tx.outgoingMessage.updateMany({ where: { endpointId: id, dueAt: { not: null } }, data });
  });
}

interface Change {
  /** Beside that it stands; where it does not hold there is nothing to change. */
  where?: Prisma.OutgoingEndpointWhereInput;
  data: Prisma.OutgoingEndpointUpdateInput;
  action: string;
}

async function change(
  db: PrismaClient,
  id: number,
  { where, data, action }: Change,
  actor: string,
  now: Date,
  more?: (tx: Prisma.TransactionClient) => Promise<void>,
): Promise<OutgoingEndpoint> {
  return db.$transaction(async (tx) => {
    const [row] = await tx.outgoingEndpoint.updateManyAndReturn({
      where: { ...standing(id), ...where },
      data,
    });
    if (!row) {
      const there = await tx.outgoingEndpoint.findFirst({ where: standing(id) });
      throw there ? new Refusal("conflict", "It is so already.") : new Refusal("not-found", GONE);
    }
    await more?.(tx);
    await audit(tx, { actor, action, subject: row.name }, now);
    return row;
  });
}

/** Puts out a test, for this endpoint only, switched off or not. @returns its number. @throws Refusal "not-found" */
export async function putOutTest(db: PrismaClient, id: number, actor: string, now: Date): Promise<bigint> {
  return db.$transaction(async (tx) => {
    const row = await tx.outgoingEndpoint.findFirst({ where: standing(id) });
    if (!row) throw new Refusal("not-found", GONE);
    await audit(tx, { actor, action: "outgoing.tested", subject: row.name }, now);
    // Not due: nobody but who asks for it sends it.
    const message = await tx.outgoingMessage.create({
      data: {
        ...{ endpointId: id, eventId: `msg_test_${crypto.randomUUID()}`, type: "webhook.test" },
        ...{ data: { askedBy: actor }, createdAt: now },
      },
    });
    return message.id;
  });
}

/**
 * Lets a message be sent once more, with the id that it had: at once, and with all attempts before it.
 * @throws Refusal "not-found", "conflict" while it waits to be sent anyway
 */
export async function replayMessage(db: PrismaClient, id: bigint, actor: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.outgoingMessage.updateManyAndReturn({
      where: { id, dueAt: null, type: { startsWith: "suppression." }, endpoint: { removedAt: null } },
      data: { dueAt: now, attempts: 0 },
      include: { endpoint: true },
    });
    if (!row) {
      const there = await tx.outgoingMessage.findFirst({ where: { id, endpoint: { removedAt: null } } });
      throw there
        ? new Refusal("conflict", "This message waits to be sent already, or is a test.")
        : new Refusal("not-found", "This message is gone.");
    }
    const detail = { message: row.eventId };
    await audit(tx, { actor, action: "outgoing.replayed", subject: row.endpoint.name, detail }, now);
  });
}
