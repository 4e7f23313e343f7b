/** Every way in which a verb may refuse. Closed: the HTTP status table (lib/server/http.ts) is exhaustive over it. */
export type ErrorCode =
  | "invalid-input"
  | "not-signed-in"
  | "not-allowed"
  | "not-found"
  | "conflict"
  | "too-large"
  | "too-many-requests"
  | "unavailable";

/** A refusal that may be shown: `message` is one sentence for people, free of secrets and of internals. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Which field is wrong, for forms. */
    readonly field?: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}
