import { randomBytes } from "node:crypto";
import { AlertChannel, shownChannel } from "@/lib/core/alerts/channel";
import { AlertRule } from "@/lib/core/alerts/rule";
import { Refusal } from "@/lib/core/error";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import { mayReceive } from "./carriers";
import { nextDigest } from "./digest-time";
import { sendMessage } from "./messages";

export interface StoredChannel {
  id: number;
  channel: AlertChannel;
}

/**
 * Makes a channel. A webhook's signing secret is answered once.
 * @param everyRule lets all rules that there are tell it
 * @throws Refusal "invalid-input" when mail cannot be sent from here, or the address may not be called
 */
export async function createChannel(
  db: PrismaClient,
  { channel, everyRule = false }: { channel: AlertChannel; everyRule?: boolean },
  actor: string,
  now: Date,
): Promise<{ id: number; secret: string | null }> {
  await mayReceive(channel);
  const secret = channel.kind === "webhook" ? `whsec_${randomBytes(24).toString("base64")}` : "";
  const digestAt = await nextDigest(db, channel.digest, now);
  return db.$transaction(async (tx) => {
    const data = { channel, secret, changedBy: actor, changedAt: now, digestAt };
    const { id } = await tx.alertChannel.create({ data });
    if (everyRule) await tellBy(tx, id, actor, now);
    const detail = { ...shownChannel(channel), everyRule };
    await audit(tx, { actor, action: "alert-channel.created", subject: channel.name, detail }, now);
    return { id, secret: secret || null };
  });
}

async function tellBy(tx: Prisma.TransactionClient, id: number, changedBy: string, now: Date): Promise<void> {
  await tx.$queryRaw`select 1 from alert_rule where removed_at is null order by id for update`;
  for (const row of await tx.alertRule.findMany({ where: { removedAt: null } })) {
    const rule = AlertRule.parse(row.rule);
    const channels = [...rule.channels, id];
    await tx.alertRule.update({
      where: { id: row.id },
      data: { rule: { ...rule, channels }, changedBy, changedAt: now },
    });
  }
}

/**
 * Puts another channel in the place of `id`, of the same kind; its secret stays, and its address where it comes back as it
 * is shown. @throws Refusal "not-found", "conflict" for another kind, "invalid-input" as {@link createChannel}
 */
export async function changeChannel(
  db: PrismaClient,
  { id, channel: wanted }: StoredChannel,
  actor: string,
  now: Date,
): Promise<void> {
  const digestAt = await nextDigest(db, wanted.digest, now);
  await db.$transaction(async (tx) => {
    const row = await tx.alertChannel.findFirst({ where: { id, removedAt: null } });
    if (!row) throw new Refusal("not-found", "This channel is gone.");
    const stored = AlertChannel.parse(row.channel);
    if (stored.kind !== wanted.kind)
      throw new Refusal("conflict", "A channel cannot become one of another kind: make a new one.");
    const channel = withAddress(wanted, stored);
    await mayReceive(channel);
    const { count } = await tx.alertChannel.updateMany({
      where: { id, removedAt: null },
      data: { channel, changedBy: actor, changedAt: now, digestAt },
    });
    if (count === 0) throw new Refusal("conflict", "This channel was removed meanwhile.");
    const detail = shownChannel(channel);
    await audit(tx, { actor, action: "alert-channel.changed", subject: channel.name, detail }, now);
  });
}

function withAddress(wanted: AlertChannel, stored: AlertChannel): AlertChannel {
  if (wanted.kind === "email" || stored.kind === "email") return wanted;
  const shown = shownChannel(stored);
  return shown.kind !== "email" && wanted.url === shown.url ? { ...wanted, url: stored.url } : wanted;
}

/** Ends a channel; what still waits for it is not sent. @throws Refusal "not-found" */
export async function removeChannel(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.alertChannel.updateManyAndReturn({
      where: { id, removedAt: null },
      data: { removedAt: now, digestAt: null },
    });
    if (!row) throw new Refusal("not-found", "This channel is gone.");
    await tx.alertMessage.updateMany({
      where: { channelId: id, dueAt: { not: null } },
      data: { dueAt: null, error: "The channel was removed." },
    });
    const { name } = AlertChannel.parse(row.channel);
    await audit(tx, { actor, action: "alert-channel.removed", subject: name }, now);
  });
}

/** Sends a test at once, quiet hours or not, and answers what came of it: "" when it was taken. */
export async function testChannel(db: PrismaClient, id: number, actor: string, now: Date): Promise<string> {
  const messageId = await db.$transaction(async (tx) => {
    const row = await tx.alertChannel.findFirst({ where: { id, removedAt: null } });
    if (!row) throw new Refusal("not-found", "This channel is gone.");
    const { name } = AlertChannel.parse(row.channel);
    const text = {
      subject: "A test from Repute",
      lines: [`${actor} asked for it. Alerts of the rules that name "${name}" come this way.`],
      path: "/alerts",
    };
    await audit(tx, { actor, action: "alert-channel.tested", subject: name }, now);
    // Not due: nobody but this request sends it.
    const message = await tx.alertMessage.create({
      data: { channelId: id, kind: "test", body: text, createdAt: now, dueAt: null },
    });
    return message.id;
  });
  return sendMessage(db, messageId, now);
}
