import { domainOf } from "@/lib/core/address";
import { explainCode } from "@/lib/core/bounce/codes";
import type { Kind } from "@/lib/core/events";
import {
  afterSend,
  foldLease,
  type Lease,
  leaseInForce,
  MAX_STAY,
  type Occurrence,
} from "@/lib/core/suppression";
import { byStrength, type EntryReason, type SuppressionReason } from "@/lib/core/suppression-reasons";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { erasedKeys } from "@/lib/server/erased";
import { addressKey } from "@/lib/server/keys";
import { factsOf } from "@/lib/server/leases";
import { releasesOf } from "@/lib/server/past-releases";
import { SUPPRESSIONS } from "@/lib/server/suppression-import-undo";
import { codeOf } from "./bounced";

/** One thing that happened to the address and what it did to the lease. */
export interface AddressEvent extends Occurrence {
  /** The mail it is about; null for releases, and where no delivery of it is known. `message` is its key, decimal. */
  mail: { message: string; messageId: string; sender: string; outcome: Kind | null } | null;
  /** The code that the mail bounced with, and what it means; null for the others. */
  code: { code: string; title: string } | null;
}

/** Which mail is kept. */
export interface HeldMail {
  /** The one list it is about; null: not about one. */
  list: string | null;
  /** The one sender domain it is about; empty: not about one. */
  sender: string;
  /** It is about everybody at the domain. */
  wholeDomain: boolean;
}

export interface AddressEntry extends HeldMail {
  id: number;
  reason: EntryReason;
  /** The file of suppressions that brought it, and who brought the file; null: it was decided or observed here. */
  file: { importId: number; name: string; by: string } | null;
  since: number;
  /** Null: no end. */
  until: number | null;
  /** Taken back; null: not. */
  endedAt: number | null;
  note: string;
}

export interface AddressReport {
  /** As it was written, else as it was asked for. */
  recipient: string;
  /** Its key, decimal. */
  address: string;
  /** The instant asked about, ms. */
  at: number;
  /** Whether anything at all is known of it. */
  known: boolean;
  /** What keeps it from mail at `at`, the strongest reason first; empty: nothing. */
  suppressed: (HeldMail & {
    reason: SuppressionReason;
    until: number | null;
    /** Number of the entry; null for the lease. */
    entry: number | null;
  })[];
  /** The latest cycle at `at`, in force or run out; null: none, or released. */
  lease: Lease | null;
  leaseInForce: boolean;
  /** Where the cycle ends at the latest: 14 days after its bounce. */
  limit: number | null;
  /** What a send at `at` would make of the lease; null where it is not in force. */
  afterSend: Lease | null;
  /** Up to `at`, ascending. */
  history: AddressEvent[];
  /** All that began up to `at`, ended ones too; newest first. */
  entries: AddressEntry[];
  /** Time of the last mail delivered up to `at`; null: none known. */
  lastDelivered: number | null;
  /** By admins up to `at`, latest first; those taken back are left out. */
  releases: { id: number; at: number; by: string; why: string; reasons: SuppressionReason[] }[];
}

/** Everything about one address as it stood at an instant: derived from its facts, not from the cached lease. */
export async function address(
  db: Database,
  recipient: string,
  { at }: { at: number },
): Promise<AddressReport> {
  const key = addressKey(recipient);
  const [claims, entries, delivered, released] = await Promise.all([
    factsOf(db, [key]),
    entriesOf(db, key, recipient, at),
    db.$queryRaw<{ at: Date; recipient: string }[]>`
      select at, recipient from delivery
      where address = ${key} and rank_of(verdict) = 4 and at <= ${new Date(at)}::timestamp order by at desc limit 1`,
    releasesOf(db, [key]),
  ]);
  const { facts = [], recipient: written } = claims.get(key) ?? {};
  const { lease, history } = foldLease(facts, at);
  const held = leaseInForce(lease, at);
  const own = entries.find((entry) => !entry.wholeDomain && entry.recipient !== "");
  const known = written ?? delivered[0]?.recipient ?? own?.recipient;
  const lasts = (end: number | null) => end === null || end > at;
  const standing = entries.filter((entry) => lasts(entry.until) && lasts(entry.endedAt));
  const reasons: AddressReport["suppressed"] = standing.map(
    ({ id, reason, until, list, sender, wholeDomain }) => ({
      ...{ entry: id, reason, until, list, sender, wholeDomain },
    }),
  );
  const everything = { list: null, sender: "", wholeDomain: false };
  if (held) reasons.push({ entry: null, reason: "bounce", until: lease.until, ...everything });
  return {
    recipient: known ?? recipient,
    address: String(key),
    at,
    known: known !== undefined || entries.length > 0,
    suppressed: reasons.sort((a, b) => byStrength(a.reason, b.reason)),
    lease,
    leaseInForce: held,
    limit: lease && lease.cycleStart + MAX_STAY,
    afterSend: held ? afterSend(lease, at) : null,
    history: await withMail(db, key, history),
    entries: entries.map(({ recipient: _, ...entry }) => entry),
    lastDelivered: delivered[0]?.at.getTime() ?? null,
    releases: released
      .filter((one) => one.at <= at)
      .map(({ id, at: when, by, why, reasons }) => ({ id, at: when, by, why, reasons })),
  };
}

type Entry = AddressEntry & { recipient: string };

/** Of the address, of its whole domain, and what was kept when the address was erased. */
async function entriesOf(db: Database, address: bigint, recipient: string, at: number): Promise<Entry[]> {
  const domain = addressKey(`@${domainOf(recipient)}`);
  const [rows, lists] = await Promise.all([
    db.suppressionEntry.findMany({
      where: { address: { in: [address, domain, ...erasedKeys(recipient)] }, since: { lte: new Date(at) } },
      orderBy: [{ since: "desc" }, { id: "desc" }],
    }),
    db.list.findMany({ select: { id: true, name: true } }),
  ]);
  const names = new Map(lists.map(({ id, name }) => [id, name]));
  const files = await filesOf(
    db,
    rows.map((row) => row.importId),
  );
  return rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    reason: row.reason as EntryReason,
    sender: row.senderDomain,
    wholeDomain: row.address === domain && address !== domain,
    file: files.get(row.importId) ?? null,
    list: row.listId === 0 ? null : (names.get(row.listId) ?? `list ${row.listId}`),
    since: row.since.getTime(),
    until: row.until?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    note: row.note,
  }));
}

async function filesOf(db: Database, imports: number[]): Promise<Map<number, AddressEntry["file"]>> {
  const ids = imports.filter((id) => id > 0);
  if (ids.length === 0) return new Map();
  const rows = await db.import.findMany({
    where: { id: { in: ids }, source: SUPPRESSIONS },
    select: { id: true, name: true, startedBy: true },
  });
  return new Map(rows.map(({ id, name, startedBy }) => [id, { importId: id, name, by: startedBy }]));
}

async function withMail(db: Database, address: bigint, history: Occurrence[]): Promise<AddressEvent[]> {
  type Row = { message: string; message_id: string; verdict: bigint; sender: string | null };
  const rows = await db.$queryRaw<Row[]>`
    select message::text, message_id, verdict, name as sender from delivery left join sender on id = sender
    where address = ${address} and message = any(${history.map(({ fact }) => BigInt(fact.id))}::bigint[])`;
  const mails = new Map(rows.map((row) => [row.message, row]));
  return history.map((occurrence) => {
    const { fact } = occurrence;
    const row = fact.kind === "release" ? undefined : mails.get(fact.id);
    if (!row) return { ...occurrence, mail: null, code: null };
    const verdict = unpackVerdict(Number(row.verdict));
    const { message, message_id: messageId } = row;
    return {
      ...occurrence,
      mail: { message, messageId, sender: row.sender ?? "", outcome: verdict.outcome ?? null },
      code: fact.kind === "bounce" ? { code: codeOf(verdict), title: explainCode(verdict).title } : null,
    };
  });
}
