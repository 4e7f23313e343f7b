/** The columns of an exported list of suppressions, in this order. */
export const FILE_COLUMNS = [
  "address",
  "domain-wide",
  "reason",
  "step",
  "since",
  "until",
  "scope",
  "list",
  "sender domain",
  "note",
  "source",
] as const;

/** One suppression as a file tells it. */
export interface FiledSuppression {
  /** As written; "@domain" for a whole domain. */
  recipient: string;
  reason: string;
  /** Position on the ladder, from 0; null for all but leases. */
  step: number | null;
  /** ms since 1970 */
  since: number;
  /** ms since 1970; null: no end. */
  until: number | null;
  /** The list's name; null: not about one list. */
  list: string | null;
  /** Empty: mail of any sender. */
  senderDomain: string;
  note: string;
  /** The import that brought it; 0: decided or observed here. */
  importId: number;
}

type FileObject = Record<(typeof FILE_COLUMNS)[number], string | number | boolean | null>;

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** One element of the JSON export. Times are ISO 8601 in UTC; the step counts from 1, as the pages do. */
export function fileObject(row: FiledSuppression): FileObject {
  return {
    address: row.recipient,
    "domain-wide": row.recipient.startsWith("@"),
    reason: row.reason,
    step: row.step === null ? null : row.step + 1,
    since: iso(row.since),
    until: iso(row.until),
    scope: row.list !== null ? "list" : row.senderDomain ? "sender domain" : "all mail",
    list: row.list,
    "sender domain": row.senderDomain || null,
    note: row.note,
    source: row.importId === 0 ? "Repute" : `import ${row.importId}`,
  };
}

/** The same as the cells of a CSV record: yes and no in place of true and false, empty in place of null. */
export const fileCells = (row: FiledSuppression): (string | number)[] =>
  Object.values(fileObject(row)).map((value) =>
    typeof value === "boolean" ? (value ? "yes" : "no") : (value ?? ""),
  );
