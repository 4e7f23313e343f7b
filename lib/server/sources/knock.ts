import type { SourceName } from "@/lib/core/sources/names";
import type { MailSource, PrismaClient } from "@/prisma/generated/client";

/** A request at a source's door, before anything is believed of it. */
export interface Knock {
  db: PrismaClient;
  source: SourceName;
  /** Null where an admin has set up nothing. */
  settings: MailSource | null;
  request: Request;
  /** The body as it came: signatures are of these bytes. Not read for whom a secret in the request refuses already. */
  body: () => Promise<Uint8Array<ArrayBuffer>>;
  now: Date;
}

/**
 * Lets a request in, or throws.
 * @throws Refusal "not-signed-in" for whom has no right; "unavailable" where that cannot be told for now
 */
export type Admission = (knock: Knock) => Promise<void>;
