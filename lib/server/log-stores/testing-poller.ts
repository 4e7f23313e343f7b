import { openDatabase } from "@/lib/server/database";
import { azureBlobs, LOG_CONTAINERS } from "./azure-blobs";
import { pollFiles } from "./poll-files";

/* A process that reads a log store once, to be killed at it: `tsx testing-poller.ts`, with DATABASE_URL and AZURE_LOGS. */

const db = openDatabase();
const until = new Date(Date.now() + 120_000);
await pollFiles(db, "blobs", await azureBlobs(process.env.AZURE_LOGS ?? "", LOG_CONTAINERS), { until });
await db.$disconnect();
