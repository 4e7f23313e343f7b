import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import { addressKey } from "@/lib/server/keys";
import { numbers, texts } from "@/lib/server/literals";
import { makeToken, newSubscriberId } from "@/lib/server/token";
import { startApplication } from "../launch/application.mjs";
import { masterSecret } from "../launch/master-secret.mjs";
import { prepare } from "../launch/prepare.mjs";
import { onShutdown } from "../launch/shutdown.mjs";
import type { BenchDatabase } from "./databases";
import { type Figure, rate, spread } from "./measure";

const CONNECTIONS = 40;

/**
 * One-click unsubscribes as mail programs send them (RFC 8058), at a steady rate against the built application: what they
 * wait, and that each of them is there afterwards, as a subscription that ended, an entry and a row of the ledger.
 * @throws Error when one was refused or lost
 */
export async function oneClick(
  { db, url }: BenchDatabase,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Figure[]> {
  await prepare((line) => console.error(line), { pages: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-bench-"));
  onShutdown(() => rmSync(folder, { recursive: true, force: true }));
  process.env.REPUTE_SECRET = masterSecret(folder, { create: true });
  const amount = perSecond * seconds;
  const { listId, paths } = await someReaders(db, amount);
  const { baseUrl } = await startApplication({ DATA_DIR: folder, DATABASE_URL: url });
  await fetch(`${baseUrl}${paths[0]}`); // to have it loaded: it shows, and changes nothing
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    let connection = 0;
    const run = autocannon(
      {
        ...{ url: baseUrl, connections: CONNECTIONS, amount, overallRate: perSecond, timeout: 60 },
        setupClient(client) {
          const own = paths.filter((_, n) => n % CONNECTIONS === connection);
          connection++;
          client.setRequests(
            own.map((place) => ({
              ...{ method: "POST" as const, path: place, body: "List-Unsubscribe=One-Click" },
              headers: { "content-type": "application/x-www-form-urlencoded" },
            })),
          );
        },
      },
      () => resolve(),
    );
    run.on("response", (_client, status, _bytes, time) => {
      times.push(time);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
  });
  const ms = performance.now() - begun;
  const there = {
    answered: statuses.get(200) ?? 0,
    ended: await db.subscription.count({ where: { listId, leftAt: { not: null } } }),
    entries: await db.suppressionEntry.count({ where: { listId, reason: "unsubscribe", endedAt: null } }),
    ledger: await db.preferenceChange.count({ where: { listId, action: "left", door: "one-click" } }),
  };
  if (Object.values(there).some((n) => n !== amount))
    throw new Error(
      `Of ${amount} one-click requests: ${JSON.stringify({ ...there, ...Object.fromEntries(statuses) })}`,
    );
  return [
    ...spread("one-click unsubscribe", times, [0.5, 0.95, 0.99]),
    { what: "one-click unsubscribes answered", value: rate(times.length, ms), unit: "requests/s" },
    {
      what: "one-click unsubscribes lost",
      value: 0,
      unit: "requests",
      note: `of ${amount}, counted in three tables`,
    },
  ];
}

/** People on a list, and the path of the link that each of them has. */
async function someReaders(db: BenchDatabase["db"], amount: number) {
  const { id: listId } = await db.list.create({ data: { name: "Bench" } });
  const ids = Array.from({ length: amount }, newSubscriberId);
  const addresses = ids.map((_, n) => `reader${n}@posteo.example`);
  await db.$executeRaw`
    insert into subscriber (id, address, recipient) select * from unnest(${texts(ids)}::text[],
      ${numbers(addresses.map(addressKey))}::bigint[], ${texts(addresses)}::text[])`;
  await db.$executeRaw`insert into subscription (subscriber_id, list_id, since) select id, ${listId}, now() from subscriber`;
  return {
    listId,
    paths: ids.map((subscriberId) => `/u/${makeToken("unsubscribe", { subscriberId, listId })}`),
  };
}
