import { EventHubConsumerClient, earliestEventPosition } from "@azure/event-hubs";
import type { EventStream, StreamMessage } from "./event-stream";

const MOST = 500;
/** How long to wait for messages, in seconds, before none is taken to be there. */
const PATIENCE = 5;

/** The next look comes in a minute: long retries of the library would only keep its error from being told. In ms. */
const RETRIES = { retryOptions: { maxRetries: 1, retryDelayInMs: 1_000, timeoutInMs: 20_000 } };

/** A hub, and in which consumer group to read it. */
export interface HubSettings {
  /** A connection string with `EntityPath`, or `namespace.servicebus.windows.net/hub`, which takes the identity of this machine. */
  hub: string;
  group: string;
}

/** An Event Hub as a stream. Positions are ours: nothing is written to Azure. */
export async function eventHub({ hub, group }: HubSettings, patience = PATIENCE): Promise<EventStream> {
  const client = await connect(hub, group);
  return {
    version: async () => (await client.getEventHubProperties()).createdOn.toISOString(),
    partitions: () => client.getPartitionIds(),
    read: (partition, after) => nextOf(client, partition, after, patience),
    close: () => client.close(),
  };
}

async function connect(hub: string, group: string): Promise<EventHubConsumerClient> {
  if (hub.startsWith("Endpoint=")) return new EventHubConsumerClient(group, hub, RETRIES);
  const [namespace = "", name = ""] = hub.split("/");
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new EventHubConsumerClient(group, namespace, name, new DefaultAzureCredential(), RETRIES);
}

/** The library pushes; one push is what is asked for. */
async function nextOf(
  client: EventHubConsumerClient,
  partition: string,
  after: number | null,
  patience: number,
): Promise<StreamMessage[]> {
  const startPosition =
    after === null ? earliestEventPosition : { sequenceNumber: after, isInclusive: false };
  let close = async () => {};
  try {
    return await new Promise<StreamMessage[]>((resolve, reject) => {
      const handlers = {
        processEvents: async (events: { sequenceNumber: number; body: unknown }[]) =>
          resolve(events.map(({ sequenceNumber, body }) => ({ sequence: sequenceNumber, body }))),
        processError: async (error: Error) => reject(error),
      };
      const options = { startPosition, maxBatchSize: MOST, maxWaitTimeInSeconds: patience };
      const subscription = client.subscribe(partition, handlers, options);
      close = () => subscription.close();
    });
  } finally {
    await close();
  }
}
