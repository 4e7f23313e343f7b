import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { BlobServiceClient } from "@azure/storage-blob";

/** The account that every Azurite knows; its key is public. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** A storage account on this machine, in memory. */
export interface Azurite {
  connection: string;
  service: BlobServiceClient;
  close(): Promise<void>;
}

/** Starts one on a free port. @throws Error where it does not come up */
export async function azurite(): Promise<Azurite> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("azurite/package.json"));
  const child = spawn(
    process.execPath,
    [
      path.join(folder, "dist/src/blob/main.js"),
      ...["--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const port = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (part) => {
      said += part;
      const found = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once("exit", () => reject(new Error(`Azurite did not start: ${said}`)));
  });
  const connection = `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=http://127.0.0.1:${port}/${ACCOUNT};`;
  return {
    connection,
    service: BlobServiceClient.fromConnectionString(connection),
    async close() {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
