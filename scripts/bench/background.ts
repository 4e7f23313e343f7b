import { countListHealth } from "@/lib/server/list-health";
import { compareRecency, recountRecency } from "@/lib/server/recency";
import { complaints } from "@/lib/server/reports/complaints";
import { recency } from "@/lib/server/reports/recency";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { type Figure, percentiles, rounded } from "./measure";
import type { Plan } from "./mix";

const DAY = 86_400_000;
const PEOPLE = 100_000;

async function seconds(what: string, run: () => Promise<unknown>, note = ""): Promise<Figure> {
  const start = performance.now();
  await run();
  return { what, value: rounded((performance.now() - start) / 1_000), unit: "s", note };
}

class Undone extends Error {}

/** Puts the first addresses that got mail on a list, measures, and takes them off again. */
async function health(db: PrismaClient, now: Date): Promise<Figure> {
  let figure: Figure | undefined;
  const laid = db.$transaction(
    async (tx: Prisma.TransactionClient) => {
      const { id } = await tx.list.create({ data: { name: "Bench", createdAt: now } });
      await tx.$executeRaw`
        insert into subscriber (id, address, recipient, created_at)
        select md5(address::text), address, min(recipient), ${now}::timestamp from delivery group by address limit ${PEOPLE}`;
      await tx.$executeRaw`
        insert into subscription (subscriber_id, list_id, since) select id, ${id}, created_at from subscriber`;
      await tx.$executeRaw`analyze subscriber, subscription`;
      const note = `${await tx.subscriber.count()} people on one list`;
      figure = await seconds("whom a list reaches, counted", () => countListHealth(tx, now), note);
      throw new Undone();
    },
    { timeout: 600_000 },
  );
  await laid.catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
  return figure!;
}

/** What is counted beside the transactions of the deliveries, what it costs, and the reports that read it. */
export async function background(db: PrismaClient, plan: Plan, runs: number): Promise<Figure[]> {
  const end = plan.start + plan.days * DAY;
  const now = new Date(end - 1);
  await db.recencyDay.deleteMany();
  let days = 0;
  const figures = [
    await seconds("cohorts of the 40 newest days, counted", async () => {
      days = await recountRecency(db, now);
    }),
  ];
  figures[0]!.note = `${days} days`;
  while ((await recountRecency(db, now)) > 0);
  figures.push(
    ...(await percentiles("cohorts: which days are due, none", runs, () => recountRecency(db, now))),
    await seconds("cohorts of all days, compared by verify", () => compareRecency(db)),
    await health(db, now),
  );
  const to = now.toISOString().slice(0, 10);
  const filter = { from: new Date(end - 365 * DAY).toISOString().slice(0, 10), to, tz: "Asia/Kolkata" };
  const asked = { ...filter, sender: null, preset: null };
  const read = [
    ...(await percentiles("cohorts", runs, () => recency(db, asked))),
    ...(await percentiles("complaints by source and day", runs, () => complaints(db, asked, end))),
  ];
  return [...figures, ...read.map((one) => ({ ...one, days: 365 }))].map((one) => ({
    ...one,
    deliveries: plan.deliveries,
  }));
}
