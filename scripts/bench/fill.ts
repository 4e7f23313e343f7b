import type { MailEvent } from "@/lib/core/events";
import { ingest } from "@/lib/server/ingest";
import type { PrismaClient } from "@/prisma/generated/client";
import { arrivals } from "./generate";
import { type Figure, rate, rounded } from "./measure";
import type { Plan } from "./mix";

const BATCH = 5_000;
const AT_ONCE = 50_000;

/** Ingests a made-up history, two batches under way as in an import. Making the events up is not timed. */
export async function fill(db: PrismaClient, plan: Plan): Promise<Figure[]> {
  let [events, accepted, ms, us] = [0, 0, 0, 0];
  let waiting: MailEvent[] = [];
  const take = async () => {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    let before: Promise<unknown> = Promise.resolve();
    for (let i = 0; i < waiting.length; i += BATCH) {
      const next = ingest(db, waiting.slice(i, i + BATCH), { importId: 0 }).then((counts) => {
        accepted += counts.accepted;
      });
      await before;
      before = next;
    }
    await before;
    const used = process.cpuUsage(cpu);
    ms += performance.now() - start;
    us += used.user + used.system;
    events += waiting.length;
    waiting = [];
  };
  for (const arrived of arrivals(plan)) {
    for (const event of arrived) waiting.push(event);
    if (waiting.length >= AT_ONCE) await take();
  }
  await take();
  const note = `${events} events, ${accepted} of them new, ${plan.deliveries} deliveries`;
  return [
    { what: "ingest", value: rate(events, ms), unit: "events/s", note },
    { what: "ingest: processor time here, an event", value: rounded(us / events), unit: "us" },
  ];
}
