import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { readReport } from "@/lib/core/authentication/read";
import { dayOf, domainOfReport, type Report } from "@/lib/core/authentication/report";
import { Refusal } from "@/lib/core/error";
import { storable } from "@/lib/core/sources/text";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import { quarantine } from "../ingest";
import { LIVE } from "../intake";
import { inTransaction } from "../transaction";
import { addRows } from "./records";
import { countReports } from "./rollups";
import { unpackReport } from "./unpack";

const packed = promisify(gzip);
const LONGEST_NAME = 300;

/** How a report came. */
export interface Carrier {
  via: "upload" | "http" | "mail" | "demo";
  /** The file's name, if it has one. */
  name: string;
  /** Who brought it: a person, a key, or the From of its mail. */
  submitter: string;
  importId?: number;
}

export interface TakenReport {
  id: number;
  /** different: there is a report of the same id that says something else; it stays, and is marked. */
  outcome: "taken" | "duplicate" | "different";
  kind: Report["kind"];
  organisation: string;
  domain: string;
  records: number;
  messages: number;
}

/**
 * Takes a report in: whole or not at all, and once, however often and by whatever way it comes (RFC 9990 sections 3.5.2
 * and 3.5.4). What cannot be read is kept in quarantine.
 * @throws Refusal "invalid-input" with the reason, once it is in quarantine; whatever the database throws
 */
export async function takeReport(
  db: PrismaClient,
  bytes: Uint8Array,
  carrier: Carrier,
  now: Date,
): Promise<TakenReport> {
  const reading = await read(bytes, now);
  if (!reading.ok) {
    const { reason, text } = reading;
    const raw = text ?? `${PACKED}${Buffer.from(bytes).toString("base64")}`;
    await quarantine(db, [{ line: 1, reason, raw }], { importId: LIVE, source: "authentication" }, now);
    throw new Refusal("invalid-input", reason);
  }
  return inTransaction(db, (tx) => storeReport(tx, reading.report, reading.raw, carrier, now));
}

/**
 * Takes in what quarantine has kept of a report, as it came or mended.
 * @throws Refusal "invalid-input" with the reason: it stays where it is
 */
export async function takeAgain(
  db: PrismaClient,
  kept: string,
  actor: string,
  now: Date,
): Promise<TakenReport> {
  const bytes = kept.startsWith(PACKED)
    ? Buffer.from(kept.slice(PACKED.length), "base64")
    : Buffer.from(kept);
  const reading = await read(bytes, now);
  if (!reading.ok) throw new Refusal("invalid-input", reading.reason);
  const carrier = { via: "upload", name: "", submitter: actor } as const;
  return inTransaction(db, (tx) => storeReport(tx, reading.report, reading.raw, carrier, now));
}

/** Before the bytes of what is no text. */
const PACKED = "base64:";

/** The report, and its text in gzip; or why there is none, and its text where that can be had whole. */
async function read(bytes: Uint8Array, now: Date) {
  const unpacked = await unpackReport(bytes);
  if (!unpacked.ok) return { ...unpacked, text: null };
  const reading = readReport(unpacked.bytes, now.getTime());
  if (reading.ok) return { ...reading, raw: await packed(unpacked.bytes) };
  const text = storable(unpacked.bytes.toString("utf8"));
  return { ...reading, text: Buffer.from(text).equals(unpacked.bytes) ? text : null };
}

/** The same report in another order of bytes, such as packed or not, has the same digest. */
const digestOf = (report: Report): string =>
  createHash("sha256").update(JSON.stringify(report)).digest("hex");

const totals = (report: Report): { records: number; messages: number; failed: number } => {
  if (report.kind === "failure") return { records: 0, messages: 1, failed: 1 };
  const sum = (rows: { n: number }[]) => rows.reduce((total, { n }) => total + n, 0);
  const { rows } = report;
  if (report.kind === "dmarc")
    return {
      records: rows.length,
      messages: sum(rows),
      failed: sum(report.rows.filter(({ dkim, spf }) => !dkim && !spf)),
    };
  const failed = sum(report.rows.filter(({ result }) => result === "failed"));
  return {
    records: rows.length,
    messages: failed + sum(report.rows.filter(({ result }) => result === "successful")),
    failed,
  };
};

/** What a report says beside its records. */
function detailOf(report: Report): object {
  if (report.kind === "dmarc") return { policy: report.policy, errors: report.errors };
  if (report.kind === "tls") return {};
  const { ip, failure, deliveryResult } = report;
  return { ip, failure, deliveryResult };
}

/** Writes a report that has been read, with its records and what they add up to. @param raw its text in gzip; null: not to be kept */
export async function storeReport(
  tx: Prisma.TransactionClient,
  report: Report,
  raw: Uint8Array | null,
  { via, name, submitter, importId = LIVE }: Carrier,
  now: Date,
): Promise<TakenReport> {
  const digest = digestOf(report);
  const { kind, organisation, reportId, contact } = report;
  const domain = domainOfReport(report);
  const { records, messages, failed } = totals(report);
  const taken = { kind, organisation, domain, records, messages };
  const [made] = await tx.$queryRaw<{ id: number }[]>`
    insert into authentication_report (kind, organisation, report_id, domain, "begin", "end", digest, variants, contact,
      submitter, via, name, detail, records, messages, failed, raw, received_at, import)
    values (${kind}, ${organisation}, ${reportId}, ${domain}, ${new Date(report.begin)}::timestamp,
      ${new Date(report.end)}::timestamp, ${digest}, '{}', ${contact}, ${storable(submitter)}, ${via},
      ${storable(name.slice(0, LONGEST_NAME))}, ${JSON.stringify(detailOf(report))}::jsonb, ${records}, ${messages}::bigint,
      ${failed}::bigint, ${raw}, ${now}::timestamp, ${importId})
    on conflict (kind, organisation, report_id, domain, "begin", "end") do nothing returning id`;
  if (made) {
    await addRows(tx, made.id, dayOf(report), report);
    await countReports(tx, [made.id], 1);
    const detail = { organisation, domain, records, messages };
    if (via !== "demo")
      await audit(
        tx,
        {
          actor: submitter || via,
          action: "authentication.report",
          subject: `${kind} report ${made.id}`,
          detail,
        },
        now,
      );
    return { id: made.id, outcome: "taken", ...taken };
  }
  const there = await tx.authenticationReport.findFirstOrThrow({
    where: { kind, organisation, reportId, domain, begin: new Date(report.begin), end: new Date(report.end) },
    select: { id: true, digest: true },
  });
  if (there.digest === digest) return { id: there.id, outcome: "duplicate", ...taken };
  await tx.$executeRaw`
    update authentication_report set variants = array_append(variants, ${digest})
    where id = ${there.id} and not (${digest} = any(variants))`;
  return { id: there.id, outcome: "different", ...taken };
}
