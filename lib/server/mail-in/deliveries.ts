import type { CorrelationKeys } from "@/lib/core/bounce/mail/reading";
import type { MailEvent } from "@/lib/core/events";
import type { Joined } from "@/lib/core/mail-in/events";
import type { FoundDelivery } from "@/lib/core/mail-in/kind";
import { SOURCES } from "@/lib/core/sources";
import type { Database } from "@/lib/server/database";
import { messageKey } from "@/lib/server/keys";
import { Prisma } from "@/prisma/generated/client";
import { verifyReturnToken } from "./return-path";

/** A message to more people than this is joined by its return path only. */
const MOST = 1_000;

/** The deliveries that a mail may be about, or why none can be found. */
export interface Correlation {
  candidates: Joined[];
  /** The one whose signed return path the mail came by. */
  signed: Joined | undefined;
  /** Empty where there are candidates. */
  reason: string;
  /** It bears a token that is not good: nothing else in it is believed. */
  spoilt: boolean;
}

const none = (reason: string, spoilt = false): Correlation => ({
  ...{ candidates: [], signed: undefined, reason, spoilt },
});

/**
 * Finds the deliveries that a mail is about: by the signed token of its return path, else by the Message-ID of the mail that
 * came back. A token that is forged or too old spoils the rest: whoever has seen one mail of ours could make it up.
 */
export async function correlate(db: Database, keys: CorrelationKeys, now: Date): Promise<Correlation> {
  const claims = keys.deliveryToken ? verifyReturnToken(keys.deliveryToken, now) : null;
  if (claims === "forged") return none("The signature in its return path is not ours.", true);
  if (claims === "expired") return none("The return path that it came by is too old.", true);
  const { messageId } = keys;
  if (!claims && !messageId) return none("Nothing in it says which mail it is about.");
  const names = Object.keys(SOURCES) as MailEvent["source"][];
  const messages = messageId ? names.map((name) => messageKey(name, messageId)) : [];
  const candidates = await deliveriesOf(db, messageId ?? "", claims ? [claims.message] : messages);
  const signed = claims
    ? candidates.find(({ address, message }) => address === claims.address && message === claims.message)
    : undefined;
  if (claims && !signed)
    return none("It came by a return path of ours, whose mail nothing has reported yet.");
  if (candidates.length === 0) return none("No mail with the Message-ID that it names is known.");
  return { candidates, signed, reason: "", spoilt: false };
}

type Row = Omit<Joined, "source">;

/** Deliveries of the messages that had this Message-ID, or have one of these keys. */
async function deliveriesOf(db: Database, messageId: string, messages: bigint[]): Promise<Joined[]> {
  const byKey = messages.length > 0 ? Prisma.sql`or e.message in (${Prisma.join(messages)})` : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    select distinct d.address, d.message, d.recipient, d.message_id as "messageId"
    from event e join delivery d on d.address = e.address and d.message = e.message
    where (e.detail ? 'internetMessageId' and e.detail ->> 'internetMessageId' = ${messageId}) ${byKey}
    order by d.address limit ${MOST}`;
  return rows.flatMap((row) => {
    const source = sourceOf(row);
    return source ? [{ ...row, source }] : [];
  });
}

/** The provider of a message: the one by whose name its id has this key. */
const sourceOf = ({ message, messageId }: Row): MailEvent["source"] | undefined =>
  (Object.keys(SOURCES) as MailEvent["source"][]).find((name) => messageKey(name, messageId) === message);

/** As the row of a mail keeps it. */
export const foundOf = ({ address, message, recipient, messageId }: Joined): FoundDelivery => ({
  ...{ address: String(address), message: String(message), recipient, messageId },
});
