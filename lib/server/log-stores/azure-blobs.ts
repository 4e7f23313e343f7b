import type { TokenCredential } from "@azure/identity";
import { BlobServiceClient, type ContainerClient } from "@azure/storage-blob";
import type { LogStore, StoredFile } from "./store";

/** The containers that diagnostic settings make for the e-mail logs of ACS. */
export const LOG_CONTAINERS = [
  "insights-logs-emailsendmailoperational",
  "insights-logs-emailstatusupdateoperational",
  "insights-logs-emailuserengagementoperational",
];

/**
 * Containers of an Azure storage account as one store. A container that is not there yet is empty: Azure makes each with its
 * first record. One that was read and is gone is an error, which is told once the others are listed.
 * @param account a connection string, or `https://account.blob.core.windows.net`, which takes the identity of this machine
 */
export async function azureBlobs(account: string, containers: readonly string[]): Promise<LogStore> {
  const service = /^https?:\/\//.test(account)
    ? new BlobServiceClient(account, await machineIdentity())
    : BlobServiceClient.fromConnectionString(account);
  const clients = new Map(containers.map((name) => [name, service.getContainerClient(name)]));
  const clientOf = ({ path }: StoredFile) => {
    const [container = "", ...rest] = path.split("/");
    return clients.get(container)!.getBlobClient(rest.join("/"));
  };
  return {
    async *list(known) {
      const gone: string[] = [];
      for (const [name, client] of clients) {
        if (await client.exists()) yield* filesOf(name, client);
        else if (known.some((path) => path.startsWith(`${name}/`))) gone.push(name);
      }
      if (gone.length > 0) throw new Error(`What was read before is gone: container ${gone.join(", ")}.`);
    },
    async read(file, start, end) {
      // Of the version that was listed: of another one the bytes may be others.
      const conditions = { ifMatch: file.version };
      return clientOf(file).downloadToBuffer(start, end - start, file.grows ? {} : { conditions });
    },
    async *stream(file) {
      const { readableStreamBody } = await clientOf(file).download();
      for await (const part of readableStreamBody ?? []) yield Buffer.from(part);
    },
  };
}

async function* filesOf(name: string, client: ContainerClient): AsyncGenerator<StoredFile> {
  for await (const blob of client.listBlobsFlat()) {
    const { contentLength = 0, etag, lastModified, blobType } = blob.properties;
    yield {
      path: `${name}/${blob.name}`,
      ...{ size: contentLength, version: etag, changedAt: lastModified, grows: blobType === "AppendBlob" },
    };
  }
}

/** Asked for only where it is needed: it looks for credentials in many places. */
async function machineIdentity(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential();
}
