/** A JSON object of somebody else's. Absent and ill-typed fields are read as empty, see `fieldText`. */
export type Fields = Record<string, unknown>;

/** The fields of a JSON object; undefined for a list, a number, null and the like. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}
