import { csvRecord } from "@/lib/core/csv";
import type { HygieneFilter } from "@/lib/core/hygiene-filter";
import { evidenceWords } from "@/lib/core/hygiene-words";
import type { Database } from "./database";
import { type HygieneRecord, hygieneRecords } from "./hygiene-rows";

const PAGE = 1_000;
const COLUMNS = [
  "address",
  "state",
  "reasons",
  "evidence",
  "suggestion",
  "latest",
  "decided_by",
  "decided_at",
];

/**
 * What is filtered of the worklist as CSV, read page by page. Addresses come from logs: one that a spreadsheet would run is
 * led in by an apostrophe, as every cell. The JSON has it letter by letter.
 */
export async function* hygieneCsv(db: Database, filter: HygieneFilter, now: Date): AsyncGenerator<string> {
  yield csvRecord(COLUMNS);
  for await (const page of pages(db, filter)) yield page.map((record) => line(record, now)).join("");
}

/** The same as a JSON array of objects. */
export async function* hygieneJson(db: Database, filter: HygieneFilter): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const page of pages(db, filter))
    for (const record of page) {
      yield separator + JSON.stringify(plain(record));
      separator = ",\n";
    }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

async function* pages(db: Database, filter: HygieneFilter): AsyncGenerator<HygieneRecord[]> {
  let after: { at: Date; address: bigint } | null = null;
  for (;;) {
    const page: HygieneRecord[] = await hygieneRecords(db, filter, after, PAGE);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = { at: last.evidence_at, address: last.address };
  }
}

const suggestionOf = ({ evidence }: HygieneRecord): string =>
  evidence.map((one) => (one.reason === "domain" ? one.suggestion : null)).find((one) => one) ?? "";

function line(record: HygieneRecord, now: Date): string {
  const { recipient, evidence, state, evidence_at, decided_by, decided_at } = record;
  return csvRecord([
    recipient,
    state,
    evidence.map(({ reason }) => reason).join(" "),
    evidence.map((one) => evidenceWords(one, now.getTime(), "UTC")).join("; "),
    suggestionOf(record),
    evidence_at.toISOString(),
    decided_by ?? "",
    decided_at?.toISOString() ?? "",
  ]);
}

const plain = ({ recipient, state, evidence, evidence_at, decided_by, decided_at }: HygieneRecord) => ({
  address: recipient,
  state,
  latest: evidence_at,
  evidence,
  decidedBy: decided_by,
  decidedAt: decided_at,
});
