import { createHash } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import { KeySet } from "@/lib/core/key-set";
import {
  judgePerson,
  PEOPLE_FIELDS,
  PERSON_CONFLICTS,
  PERSON_OUTCOMES,
  type PeopleMapping,
  type PersonOutcome,
  type PersonRow,
  parsePersonRow,
} from "@/lib/core/people-file";
import type { List, Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { closeImport, openImport } from "./import-rows";
import { keepTally } from "./import-tally";
import { quarantine } from "./ingest";
import { addressKey } from "./keys";
import { identities } from "./mailing-links";
import { PEOPLE } from "./people-import-undo";
import { standingOf } from "./people-standing";
import { readFailure } from "./read-failure";
import { spooled } from "./spool";
import { addEntries } from "./suppression-entries";
import { openSuppressionFile } from "./suppression-import-file";
import { inTransaction } from "./transaction";

const BATCH = 1_000;
const SHOWN = 100;

export interface PeopleImport {
  /** Rows by what becomes of them; `read` is their sum, with those that cannot be read. */
  counts: Record<PersonOutcome | "read" | "invalid", number>;
  /** The first hundred of each. */
  invalid: { line: number; reason: string; raw: string }[];
  conflicts: { line: number; address: string; outcome: PersonOutcome }[];
  /** Of the file and of what its columns mean. */
  hash: string;
  /** By which it is taken back; null for a dry run. */
  importId: number | null;
}

interface Row extends PersonRow {
  line: number;
  key: bigint;
}

interface Judged extends Row {
  outcome: PersonOutcome;
}

/** Ends the transaction of a dry run, which then has written nothing. */
class DryRun extends Error {
  constructor(readonly judged: Judged[]) {
    super("dry run");
  }
}

export interface PeopleFile {
  name: string;
  mapping: PeopleMapping;
  /** Null: a dry run, by the same statements, taken back. Else the hash that a dry run gave. */
  apply: { hash: string } | null;
  actor: string;
  now: Date;
}

/**
 * Puts the people of a file on a list, and takes note of those who left it, a thousand rows in a transaction. Nobody who
 * opted out comes back by a file. What it broke off at stays under its import, which can be undone; importing again adds
 * nobody twice.
 * @throws Refusal "not-found"; "invalid-input" or "too-large" while the file is read; "conflict", where it is
 * not the file that was checked
 */
export async function importPeople(
  db: PrismaClient,
  listId: number,
  input: AsyncIterable<Uint8Array>,
  { name, mapping, apply, actor, now }: PeopleFile,
): Promise<PeopleImport> {
  const list = await db.list.findUnique({ where: { id: listId } });
  if (!list) throw new Refusal("not-found", "There is no such list.");
  const hash = createHash("sha256").update(sealed(mapping));
  const about = { list, name, mapping, now };
  if (!apply) {
    const checked = noResult();
    await takeIn(db, hashed(input, hash), about, checked, null);
    return { ...checked, hash: hash.digest("hex") };
  }
  return spooled(hashed(input, hash), async (again, bytes) => {
    const found = hash.digest("hex");
    if (found !== apply.hash)
      throw new Refusal(
        "conflict",
        "This is not the file that was checked, or its columns mean something else. Check it again.",
      );
    const importId = await inTransaction(db, async (tx) => {
      const id = await openImport(tx, { name, source: PEOPLE, bytes, startedBy: actor }, now);
      const detail = { import: id, name, hash: found, mapping };
      await audit(tx, { actor, action: "list.people-import", subject: `list ${listId}`, detail }, now);
      return id;
    });
    const result = { ...noResult(), hash: found, importId };
    await kept(db, { ...about, importId, bytes, actor }, again(), result);
    return result;
  });
}

/** Takes the file in under its import, whose row tells how far it is and how it ended. */
async function kept(
  db: PrismaClient,
  about: About & { importId: number; bytes: number; actor: string },
  input: AsyncIterable<Uint8Array>,
  result: PeopleImport,
): Promise<void> {
  const { importId, bytes, name, actor, now } = about;
  const tally = { bytesRead: 0, ...asTally(result.counts) };
  const keeping = keepTally(db, importId, tally, { now });
  const told = () => Object.assign(tally, asTally(result.counts));
  try {
    await takeIn(db, input, about, result, importId, () => {
      keeping.check();
      told();
    });
    Object.assign(told(), { bytesRead: bytes });
    await keeping.stop();
    await closeImport(db, importId, tally, null, actor, keeping.clock());
  } catch (error) {
    await keeping.stop();
    const refusal = error instanceof Refusal ? error : readFailure(error, name, result.counts.read);
    await closeImport(db, importId, told(), refusal.message, actor, keeping.clock()).catch(() => {});
    throw refusal;
  }
}

/** The counts in the words of the table of imports. */
const asTally = (counts: PeopleImport["counts"]) => ({
  records: counts.read,
  accepted: counts.added + counts.left,
  duplicates: counts.already + counts.repeated,
  ignored: [...PERSON_CONFLICTS].reduce((sum, outcome) => sum + counts[outcome], 0),
  rejected: counts.invalid,
  outdated: 0,
});

const sealed = ({ columns, state }: PeopleMapping): string =>
  JSON.stringify([PEOPLE_FIELDS.map((field) => columns[field] ?? null), state]);

const noResult = (): PeopleImport => ({
  counts: Object.fromEntries(
    ["read", "invalid", ...PERSON_OUTCOMES].map((one) => [one, 0]),
  ) as PeopleImport["counts"],
  ...{ invalid: [], conflicts: [], hash: "", importId: null },
});

interface About {
  list: List;
  name: string;
  mapping: PeopleMapping;
  now: Date;
}

type Unread = PeopleImport["invalid"][number];

async function takeIn(
  db: PrismaClient,
  input: AsyncIterable<Uint8Array>,
  { list, name, mapping, now }: About,
  result: PeopleImport,
  importId: number | null,
  afterBatch: () => void = () => {},
): Promise<void> {
  const seen = new KeySet();
  let batch: Row[] = [];
  let unread: Unread[] = [];
  const take = async () => {
    const fresh = batch.filter(({ key }) => seen.add(key));
    const judged = await judgeAndWrite(db, list, fresh, unread, importId, now);
    tell(result, judged, unread, batch.length - fresh.length);
    afterBatch();
    batch = [];
    unread = [];
  };
  const file = await openSuppressionFile(input, name);
  for await (const row of file.rows) {
    const parsed =
      "reason" in row
        ? ({ ok: false, reason: row.reason } as const)
        : parsePersonRow(row.cell, mapping, now.getTime());
    if (parsed.ok) batch.push({ ...parsed.row, line: row.line, key: addressKey(parsed.row.address) });
    else unread.push({ line: row.line, reason: parsed.reason, raw: row.raw });
    if (batch.length + unread.length >= BATCH) await take();
  }
  await take();
}

function tell(
  { counts, invalid, conflicts }: PeopleImport,
  judged: Judged[],
  unread: Unread[],
  repeated: number,
): void {
  counts.read += judged.length + repeated + unread.length;
  counts.invalid += unread.length;
  counts.repeated += repeated;
  invalid.push(...unread.slice(0, SHOWN - invalid.length));
  for (const { line, address, outcome } of judged) {
    counts[outcome] += 1;
    if (PERSON_CONFLICTS.has(outcome) && conflicts.length < SHOWN) conflicts.push({ line, address, outcome });
  }
}

async function judgeAndWrite(
  db: PrismaClient,
  list: List,
  rows: Row[],
  unread: Unread[],
  /** Null: a dry run. */
  importId: number | null,
  now: Date,
): Promise<Judged[]> {
  if (rows.length + unread.length === 0) return [];
  try {
    return await inTransaction(db, async (tx) => {
      const ids = await identities(
        tx,
        rows.map(({ address }) => address),
        now,
      );
      await tx.$queryRaw`
        select 1 from subscriber where address = any(${rows.map(({ key }) => key).sort(ascending)}::bigint[])
        order by address for update`;
      const standing = await standingOf(tx, list, rows, now);
      const judged = rows.map((row) => ({ ...row, outcome: judgePerson(row, standing(row.key), list.kind) }));
      if (importId === null) throw new DryRun(judged);
      await write(tx, list, judged, ids, importId, now);
      if (unread.length > 0) await quarantine(tx, unread, { importId, source: PEOPLE }, now);
      return judged;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.judged;
    throw error;
  }
}

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : 1);

async function write(
  tx: Prisma.TransactionClient,
  { id: listId, basis }: List,
  judged: Judged[],
  ids: Map<bigint, string>,
  importId: number,
  now: Date,
): Promise<void> {
  const of = (outcome: PersonOutcome) => judged.filter((row) => row.outcome === outcome);
  const idOf = ({ key }: Row) => ids.get(key)!;
  const at = ({ since }: Row) => new Date(since ?? now);
  const change = { at: now, listId, door: "import", basis, importId };
  await tx.subscription.createMany({
    data: of("added").map((row) => ({ subscriberId: idOf(row), listId, since: at(row) })),
    skipDuplicates: true,
  });
  await tx.preferenceChange.createMany({
    data: of("added").map((row) => ({ ...change, subscriberId: idOf(row), action: "joined" })),
  });
  const gone = of("left");
  if (gone.length === 0) return;
  await tx.$executeRaw`
    insert into subscription (subscriber_id, list_id, since, left_at)
    select id, ${listId}, at, at
    from unnest(${gone.map(idOf)}::text[], ${gone.map(at)}::timestamp[]) as new (id, at)
    on conflict (subscriber_id, list_id) do update set left_at = excluded.left_at`;
  await addEntries(
    tx,
    gone.map((row) => ({
      ...{ recipient: row.address, reason: "unsubscribe", listId, since: at(row), importId },
    })),
  );
  await tx.preferenceChange.createMany({
    data: gone.map((row) => ({
      ...{ ...change, subscriberId: idOf(row), action: "left" },
      honouredMs: row.since === null ? null : BigInt(now.getTime() - row.since),
    })),
  });
}

async function* hashed(
  input: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const part of input) {
    hash.update(part);
    yield part;
  }
}
