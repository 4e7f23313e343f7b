import { pollFeed } from "@/lib/server/feeds/feed";
import type { PrismaClient } from "@/prisma/generated/client";
import { azureBlobs, LOG_CONTAINERS } from "./azure-blobs";
import { eventHub } from "./event-hub";
import { pollFiles } from "./poll-files";
import { pollStream } from "./poll-stream";

/** Of one look, in ms: others wait for their turn. */
const TURN = 40_000;
const turn = () => ({ until: new Date(Date.now() + TURN) });

/**
 * Reads the logs that diagnostic settings put into blobs, if `AZURE_LOGS` names an account: a connection string, or the https
 * address of its blobs. `AZURE_LOGS_CONTAINERS` names other containers than those that Azure makes, separated by commas.
 */
export async function lookIntoBlobs(db: PrismaClient, now: Date): Promise<void> {
  const { AZURE_LOGS: account, AZURE_LOGS_CONTAINERS: named } = process.env;
  if (!account) return;
  const containers = named ? named.split(",").map((name) => name.trim()) : LOG_CONTAINERS;
  await pollFeed(db, "blobs", now, async () =>
    pollFiles(db, "blobs", await azureBlobs(account, containers), turn()),
  );
}

/** Reads what Event Grid could not deliver, if `AZURE_DEAD_LETTERS` names its container in the same account. */
export async function lookIntoDeadLetters(db: PrismaClient, now: Date): Promise<void> {
  const { AZURE_LOGS: account, AZURE_DEAD_LETTERS: container } = process.env;
  if (!account || !container) return;
  await pollFeed(db, "dead-letters", now, async () =>
    pollFiles(db, "dead-letters", await azureBlobs(account, [container]), turn()),
  );
}

/**
 * Reads an Event Hub on, if `EVENT_HUB` names one; `EVENT_HUB_GROUP` is its consumer group.
 * @param patience how long to wait for messages, in seconds, if not for as long as to Azure
 */
export async function lookIntoEventHub(db: PrismaClient, now: Date, patience?: number): Promise<void> {
  const { EVENT_HUB: hub, EVENT_HUB_GROUP: group = "$Default" } = process.env;
  if (!hub) return;
  await pollFeed(db, "event-hub", now, async () => {
    const stream = await eventHub({ hub, group }, patience);
    try {
      await pollStream(db, "event-hub", stream, turn());
    } finally {
      await stream.close();
    }
  });
}
