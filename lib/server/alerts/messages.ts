import { AlertChannel, type AlertText, afterQuiet } from "@/lib/core/alerts/channel";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { log } from "../log";
import { type Carriers, carry } from "./carriers";

const MINUTE = 60_000;
/** After the first attempt, in ms: 1, 5, 30 minutes, 2, 8 and 24 hours. Then it is given up, visibly. */
const PAUSES = [1, 5, 30, 120, 480, 1_440].map((minutes) => minutes * MINUTE);
/** How long a message that is being sent stays with its process, in ms. */
const CLAIM = 5 * MINUTE;

interface About {
  incidentId: number;
  /** The zone of quiet hours. */
  tz: string;
  now: Date;
}

/** Puts the message of a step out to channels, in the step's transaction. Channels that are off or gone get none. */
export async function enqueue(
  tx: Prisma.TransactionClient,
  channelIds: number[],
  { incidentId, tz, now }: About,
  text: AlertText,
): Promise<void> {
  const rows = await tx.alertChannel.findMany({ where: { id: { in: channelIds }, removedAt: null } });
  const open = rows.map((row) => ({ id: row.id, channel: AlertChannel.parse(row.channel) }));
  await tx.alertMessage.createMany({
    data: open
      .filter(({ channel }) => channel.on)
      .map(({ id, channel }) => ({
        channelId: id,
        incidentId,
        kind: "step",
        body: { ...text },
        createdAt: now,
        dueAt: new Date(afterQuiet(channel, tz, now.getTime())),
      })),
  });
}

/**
 * Sends what is due. A message is claimed before it is sent, so that two processes do not both send it; one whose process
 * died is sent again after five minutes, under the same id.
 */
export async function sendMessages(db: PrismaClient, now: Date, carriers?: Carriers): Promise<void> {
  for (;;) {
    const [claimed] = await db.$queryRaw<{ id: bigint }[]>`
      update alert_message set due_at = ${new Date(now.getTime() + CLAIM)}::timestamp, attempts = attempts + 1
      where id = (select id from alert_message where due_at <= ${now}::timestamp order by due_at, id
        limit 1 for update skip locked) returning id`;
    if (!claimed) return;
    await sendMessage(db, claimed.id, now, carriers);
  }
}

/** Sends one claimed message and notes how that went. */
export async function sendMessage(
  db: PrismaClient,
  id: bigint,
  now: Date,
  carriers?: Carriers,
): Promise<string> {
  const row = await db.alertMessage.findUniqueOrThrow({ where: { id }, include: { channel: true } });
  const channel = AlertChannel.parse(row.channel.channel);
  const sent = { id: `alert-${id}`, at: row.createdAt, text: row.body as unknown as AlertText };
  const error = await carry({ channel, secret: row.channel.secret }, sent, carriers).then(
    () => "",
    (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)).slice(0, 500),
  );
  if (error) log.warn({ message: String(id), channel: channel.name, error }, "an alert could not be told");
  const pause = PAUSES[row.attempts - 1];
  const again = error && row.kind !== "test" && pause !== undefined ? new Date(now.getTime() + pause) : null;
  await db.$transaction(async (tx) => {
    await tx.alertMessage.update({
      where: { id },
      data: { error, dueAt: again, ...(!error && { sentAt: now }) },
    });
    if (row.incidentId === null || again) return;
    const step = error ? "not-told" : "told";
    await tx.alertStep.create({
      data: {
        ...{ incidentId: row.incidentId, at: now, step, actor: "system" },
        text: error ? `${channel.name}: ${error}` : channel.name,
      },
    });
  });
  return error;
}
