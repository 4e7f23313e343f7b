import { AlertChannel, type AlertText, afterQuiet, sketchOf } from "@/lib/core/alerts/channel";
import { addDays, localDay, localDays } from "@/lib/core/buckets";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import { addTotals, emptyTotals, failuresOf, type Totals } from "@/lib/core/totals";
import type { PrismaClient } from "@/prisma/generated/client";
import { totalsOfDays } from "../reports/quarters";
import { verdict } from "../reports/verdict";
import { digestAfter } from "./digest-time";
import { pictureOf } from "./picture";

/** As ACS asks. */
const FAILURE_LINE = 0.02;
const SHOWN_DAYS = 28;

/** Writes the digests that are due into the outbox, each once: the next one is set in the same transaction. */
export async function writeDigests(db: PrismaClient, now: Date): Promise<void> {
  const due = await db.alertChannel.findMany({ where: { digestAt: { lte: now }, removedAt: null } });
  if (due.length === 0) return;
  const organisation = await db.organisation.findUnique({ where: { id: 1 } });
  const tz = organisation?.timeZone ?? "UTC";
  for (const row of due) {
    const channel = AlertChannel.parse(row.channel);
    const digestAt = channel.digest === "none" ? null : digestAfter(channel.digest, tz, now.getTime());
    const body = channel.digest === "none" ? null : await digestOf(db, channel.digest, tz, now.getTime());
    await db.$transaction(async (tx) => {
      const where = { id: row.id, digestAt: row.digestAt };
      const { count: taken } = await tx.alertChannel.updateMany({ where, data: { digestAt } });
      if (taken === 0 || !body || !channel.on) return;
      const dueAt = new Date(afterQuiet(channel, tz, now.getTime()));
      await tx.alertMessage.create({
        data: { channelId: row.id, kind: "digest", body, createdAt: now, dueAt },
      });
    });
  }
}

/** What happened in the days before today, against as many before them, and what is open. */
async function digestOf(db: PrismaClient, digest: "daily" | "weekly", tz: string, now: number) {
  const yesterday = addDays(localDay(now, tz), -1);
  const length = digest === "daily" ? 1 : 7;
  const days = localDays(addDays(yesterday, 1 - SHOWN_DAYS), yesterday, tz);
  const totals = await totalsOfDays(db, days, null);
  const sum = (part: Totals[]) => part.reduce(addTotals, emptyTotals());
  const current = sum(totals.slice(-length));
  const before = sum(totals.slice(-length - 7, -7));
  const span = { from: addDays(yesterday, 1 - length), to: yesterday };
  const said = await verdict(db, { ...span, tz, sender: null, preset: null }, now);
  const open = await db.alertIncident.findMany({
    where: { resolvedAt: null },
    include: { rule: true },
    orderBy: { id: "asc" },
  });
  const names = open.map(({ id, rule }) => `incident ${id} (${(rule.rule as { name: string }).name})`);
  const share = (k: number, n: number) => `${percent(rate(k, n))} (${count(k)} of ${count(n)})`;
  const lines = [
    `${said.word}. ${said.sentence.map(({ text }) => text).join("")}`,
    `Sent ${count(current.sent)}, a week earlier ${count(before.sent)}.`,
    `Failed ${share(failuresOf(current), current.sent)}, a week earlier ${share(failuresOf(before), before.sent)}.`,
    `Hard bounces ${share(current.hard, current.sent)}; complaints ${share(current.complained, current.delivered)}.`,
    names.length > 0 ? `Open: ${names.join(", ")}.` : "No incident is open.",
  ];
  const failures = totals.map((one) => rate(failuresOf(one), one.sent));
  const chart = {
    caption: `Failures over sent, the last ${SHOWN_DAYS} days, against the 2% of ACS`,
    png: (await pictureOf(failures, FAILURE_LINE)).toString("base64"),
    sketch: sketchOf(failures),
  };
  const subject =
    digest === "daily" ? `Your mail on ${yesterday}` : `Your mail from ${span.from} to ${span.to}`;
  const query = `from=${span.from}&to=${span.to}&tz=${encodeURIComponent(tz)}`;
  return { subject, lines, path: `/overview?${query}`, chart } satisfies AlertText;
}
