import { address } from "@/lib/server/reports/address";
import { events } from "@/lib/server/reports/events";
import { message } from "@/lib/server/reports/message";
import { suppressions } from "@/lib/server/reports/suppressions";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, percentiles } from "./measure";
import type { Plan } from "./mix";

const DAY = 86_400_000;

/** Some addresses and messages of the history, spread over it; every second address is not known. */
async function some(db: PrismaClient) {
  const leases = await db.$queryRaw<{ recipient: string }[]>`
    select recipient from lease order by address limit 5000`;
  const mails = await db.$queryRaw<
    { address: string; message: string; recipient: string; message_id: string }[]
  >`
    select address::text, message::text, recipient, message_id from delivery order by address, message limit 300`;
  const addresses = Array.from({ length: 10_000 }, (_, i) =>
    i % 2 ? `nobody${i}@example.org` : (leases[(i / 2) % leases.length]?.recipient ?? `reader${i}@gmail.com`),
  );
  return { addresses, mails };
}

/** What people search for. */
export async function lookUps(db: PrismaClient, plan: Plan, runs: number): Promise<Figure[]> {
  const now = plan.start + plan.days * DAY;
  const { addresses, mails } = await some(db);
  const figures: Figure[] = [];
  const filter = {
    ...{
      from: new Date(plan.start).toISOString().slice(0, 10),
      to: new Date(now).toISOString().slice(0, 10),
    },
    ...{ tz: "UTC", sender: null, preset: null },
  };
  const mail = (i: number) => mails[i % mails.length]!;
  figures.push(
    ...(await percentiles("history of one address", runs, (i) =>
      address(db, addresses[(2 * i) % addresses.length]!, { at: now }),
    )),
    ...(await percentiles("one message", runs, (i) => message(db, mail(i)))),
    ...(await percentiles("log of one address", runs, (i) => events(db, filter, { q: mail(i).recipient }))),
    ...(await percentiles("log of one message", runs, (i) => events(db, filter, { q: mail(i).message_id }))),
    ...(await percentiles("suppressions, first page", runs, () => suppressions(db, {}, now))),
    ...(await percentiles("suppressions, searched for a part", runs, (i) =>
      suppressions(db, { q: `er${i}@` }, now),
    )),
  );
  return figures.map((figure) => ({ ...figure, deliveries: plan.deliveries }));
}
