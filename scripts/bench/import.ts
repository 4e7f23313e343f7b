import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { MailEvent } from "@/lib/core/events";
import { importStream } from "@/lib/server/imports";
import type { PrismaClient } from "@/prisma/generated/client";
import { arrivals } from "./generate";
import { type Figure, rate, rounded } from "./measure";
import type { Plan } from "./mix";

const STATUS: Partial<Record<MailEvent["kind"], string>> = {
  queued: "OutForDelivery",
  suppressed: "Suppressed",
  delivered: "Delivered",
  soft: "Bounced",
  spam: "FilteredSpam",
  hard: "Bounced",
};

/** The event as the platform's resource log writes it. */
function record(event: MailEvent): object {
  const [SenderUsername, SenderDomain] = event.sender.split("@");
  const shared = { RecipientId: event.recipient, SenderUsername, SenderDomain };
  const status = STATUS[event.kind];
  return {
    time: new Date(event.at).toISOString().replace("Z", "0000Z"),
    resourceId:
      "/SUBSCRIPTIONS/0/RESOURCEGROUPS/MAIL/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/NORTHWIND",
    location: "westeurope",
    operationVersion: "2023-03-31",
    correlationId: event.messageId,
    ...(status
      ? {
          operationName: "DeliveryStatusUpdate",
          category: "EmailStatusUpdateOperational",
          properties: {
            ...shared,
            DeliveryStatus: status,
            SmtpStatusCode: event.reply ? String(event.reply) : "",
            EnhancedSmtpStatusCode: event.enhanced,
            IsHardBounce: event.kind === "hard" ? "True" : "False",
            FailureMessage: event.detail?.text ?? "",
          },
        }
      : {
          operationName: "UserEngagementUpdate",
          category: "EmailUserEngagementOperational",
          properties: { ...shared, EngagementType: "View" },
        }),
  };
}

/** Writes the events of a plan as the JSON Lines of such a log. */
export async function writeExport(file: string, plan: Plan): Promise<void> {
  const lines = function* () {
    for (const events of arrivals(plan))
      yield events.map((event) => `${JSON.stringify(record(event))}\n`).join("");
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

/** A JSON Lines file through the whole product: read, parse, classify, fold, lease, rollups. */
export async function importFile(db: PrismaClient, plan: Plan): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-bench-"));
  const name = path.join(folder, "export.jsonl");
  try {
    await writeExport(name, plan);
    const bytes = statSync(name).size;
    const options = {
      name: "export.jsonl",
      source: "acs" as const,
      bytes,
      startedBy: "bench",
      now: new Date(),
    };
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { records, rejected } = await importStream(db, createReadStream(name), options);
    const ms = performance.now() - start;
    const used = process.cpuUsage(cpu);
    const note = `${records} lines, ${rounded(bytes / 1e6)} MB, ${rejected} rejected`;
    return [
      { what: "import of JSON Lines", value: rate(records, ms), unit: "records/s", note },
      {
        what: "import: processor time here, a record",
        value: rounded((used.user + used.system) / records),
        unit: "us",
      },
      {
        what: "import: memory of this process after it",
        value: rounded(process.memoryUsage().rss / 1e6),
        unit: "MB",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
