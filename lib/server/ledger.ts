import { Refusal } from "@/lib/core/error";
import type { Change } from "@/lib/core/preferences";
import type { Database } from "./database";
import { addressKey } from "./keys";
import type { Origin } from "./preferences";

/** One row of what somebody decided, in words that prove it. */
export interface LedgerRow {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  action: Change["action"] | "said" | "withdrawn";
  /** "all" or the name of the list. */
  list: string;
  door: Origin["door"] | "import" | "admin";
  /** Language and version of the text that was read; empty where there was none. */
  wording: string;
  /** The mail whose link it was; empty: not known. */
  mailing: string;
  /** Of a pause. */
  until?: string;
  reason?: string;
  /** Of a choice how often: at most one mail in so many days; 0: every mail. */
  days?: number;
  /** Why the organisation could write to the list at that time; empty: not one list, or from before this was noted. */
  basis: string;
  /** The network that it came from, without its last part; empty: not known. */
  network: string;
  /** browser, mail-program, program; empty: not known. */
  agent: string;
  /** The words that were agreed to. */
  consent?: { language: string; version: number; text: string };
  /** From the asking until it was in force, in ms. */
  honouredMs?: number;
  /** The row that it takes back. */
  undoes?: string;
}

/** What is kept about one person, and what they decided. */
export interface Ledger {
  /** The random id by which links know the person. */
  id: string;
  address: string;
  knownSince: string;
  subscriptions: { list: string; since: string; leftAt: string | null }[];
  /** In force or ended, oldest first. */
  suppressions: {
    reason: string;
    list: string;
    since: string;
    until: string | null;
    endedAt: string | null;
  }[];
  /** Oldest first. */
  changes: LedgerRow[];
}

/** The proof for one address; null when nobody has it. */
export async function ledgerOf(db: Database, address: string): Promise<Ledger | null> {
  const person = await db.subscriber.findUnique({
    where: { address: addressKey(address) },
    select: { id: true },
  });
  return person && ledgerOfSubscriber(db, person.id);
}

/** @throws Refusal "not-found" when nobody has this id */
export async function ledgerOfSubscriber(db: Database, id: string): Promise<Ledger> {
  const person = await db.subscriber.findUnique({
    where: { id },
    include: { changes: { orderBy: { id: "asc" } }, subscriptions: { include: { list: true } } },
  });
  if (!person) throw new Refusal("not-found", "There is no such person.");
  const entries = await db.suppressionEntry.findMany({
    where: { address: person.address },
    orderBy: { id: "asc" },
  });
  const mailingIds = [...new Set(person.changes.map(({ mailingId }) => mailingId))];
  const consentIds = [...new Set(person.changes.map(({ consentId }) => consentId))];
  const [lists, mailings, texts] = await Promise.all([
    db.list.findMany({ select: { id: true, name: true } }),
    db.mailing.findMany({ where: { id: { in: mailingIds } } }),
    db.consentText.findMany({ where: { id: { in: consentIds } } }),
  ]);
  const names = new Map([[0, "all"], ...lists.map((list): [number, string] => [list.id, list.name])]);
  const mails = new Map(mailings.map((mailing) => [mailing.id, mailing.name]));
  const consents = new Map(texts.map(({ id, language, version, text }) => [id, { language, version, text }]));
  const nameOf = (listId: number) => names.get(listId) ?? `list ${listId}`;
  return {
    id,
    address: person.recipient,
    knownSince: person.createdAt.toISOString(),
    subscriptions: person.subscriptions.map(({ list, since, leftAt }) => ({
      list: list.name,
      since: since.toISOString(),
      leftAt: leftAt?.toISOString() ?? null,
    })),
    suppressions: entries.map(({ reason, listId, since, until, endedAt }) => ({
      reason,
      list: nameOf(listId),
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
    changes: person.changes.map((row) => ({
      id: String(row.id),
      at: row.at.toISOString(),
      action: row.action as LedgerRow["action"],
      list: nameOf(row.listId),
      door: row.door as LedgerRow["door"],
      wording: row.wording,
      mailing: mails.get(row.mailingId) ?? "",
      ...(row.until && { until: row.until.toISOString() }),
      ...(row.reason && { reason: row.reason }),
      ...(row.action === "capped" && { days: row.days }),
      basis: row.basis,
      network: row.network,
      agent: row.agent,
      ...(row.consentId !== 0 && { consent: consents.get(row.consentId) }),
      ...(row.honouredMs !== null && { honouredMs: Number(row.honouredMs) }),
      ...(row.undoes && { undoes: String(row.undoes) }),
    })),
  };
}
