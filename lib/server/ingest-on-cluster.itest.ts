import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { foldBatch } from "@/lib/core/deliveries";
import type { MailEvent } from "@/lib/core/events";
import { crowdedEvent } from "@/lib/testing-events";
import { onCluster } from "./cluster";
import { poolOf } from "./database";
import { campaignNumbers, domainNumbers, senderNumbers } from "./dictionary";
import { ingestStatement, ingestValues } from "./ingest.sql";
import { addressKey, messageKey } from "./keys";
import { readEvents, underRules } from "./own-rules";
import { ensurePartitions } from "./partitions";
import { testDatabase } from "./testing";
import { differences, stateOf } from "./testing-state";

type Test = Awaited<ReturnType<typeof testDatabase>>;
let one: Test;
let two: Test;
before(async () => {
  one = await testDatabase();
  two = await testDatabase();
});
after(async () => {
  await one?.drop();
  await two?.drop();
});

/** As `ingest` does, but without facts, and with the statement of one kind of server. @returns events accepted */
async function run({ db }: Test, cluster: boolean, events: MailEvent[], importId: number): Promise<number> {
  const senders = await senderNumbers(
    db,
    events.map((event) => event.sender),
  );
  const campaigns = await campaignNumbers(
    db,
    events.flatMap((event) => event.campaign ?? []),
  );
  return underRules(db, async (rules) => {
    const keys = {
      address: addressKey,
      message: messageKey,
      sender: (name: string) => senders.get(name) ?? 0,
      campaign: (name: string) => campaigns.get(name) ?? 0,
    };
    const batch = foldBatch(readEvents(events, rules), keys);
    await ensurePartitions(
      db,
      batch.log.map((row) => row.at),
    );
    const domains = await domainNumbers(
      db,
      batch.deliveries.map((row) => row.domain),
    );
    const values = ingestValues(batch, importId, (name) => domains.get(name) ?? 0, {
      epoch: rules.epoch,
      lateBefore: null,
    });
    const { rows } = await poolOf(db).query<{ accepted: number }>(ingestStatement(cluster), values);
    return rows[0]?.accepted ?? 0;
  });
}

test("the statement for a cluster counts and keeps what the one for a server does", async (t) => {
  if (await onCluster(one.db)) return t.skip("a cluster does not take the statement for a server");
  const events = fc.sample(crowdedEvent, { numRuns: 400, seed: 31 });
  const batches: [MailEvent[], number][] = [
    [events.slice(0, 150), 1],
    [events.slice(100, 300), 1],
    [events.slice(50, 400), 2],
    [events, 3],
  ];
  for (const [batch, importId] of batches)
    assert.equal(await run(two, true, batch, importId), await run(one, false, batch, importId));
  assert.deepEqual(differences(await stateOf(two.db), await stateOf(one.db)), []);
});
