import { after, before, beforeEach } from "node:test";
import type { MailEvent } from "@/lib/core/events";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import { emptied } from "@/lib/server/testing-state";
import type { PrismaClient } from "@/prisma/generated/client";
import { type IncomingMail, takeMail } from "./take";

export const NOW = new Date("2026-11-28T12:00:00Z");
export const AN_HOUR_LATER = new Date(NOW.getTime() + 3_600_000);
export const ACCEPTED = Date.parse("2026-11-28T09:00:00Z");
export const ORIGINAL = { "Message-ID": "<autumn-1@mail.example>" };
export const MAILBOX = "bounce@mail.example";
export const [DELIVERED, SOFT, HARD] = [4, 5, 7];

/** A mail of ours that its receiver took. */
export const accepted = (recipient = "ida@posteo.example", more: Partial<MailEvent> = {}): MailEvent => ({
  ...{ source: "acs", route: "webhook", messageId: "op-1", recipient, kind: "delivered", at: ACCEPTED },
  ...{ sender: "news@mail.example", reply: 0, enhanced: "", category: "delivered" },
  detail: { internetMessageId: "autumn-1@mail.example" },
  ...more,
});

/** For the tests of this file: a database, emptied before each, and what mails do in it. */
export function takingMails() {
  const under = {} as { db: PrismaClient };
  let drop: () => Promise<void>;
  before(async () => {
    process.env.REPUTE_SECRET = "a secret of at least 32 characters, for tests";
    const on = await testDatabase();
    under.db = on.db;
    drop = on.drop;
  });
  after(() => drop());
  beforeEach(async () => {
    await emptied(under.db);
    await under.db.suppressionEntry.deleteMany();
    await under.db.authenticationReport.deleteMany();
  });
  return {
    under,
    send: (...events: MailEvent[]) => ingest(under.db, events, { importId: 0 }),
    take: (raw: Buffer, more: Partial<IncomingMail> = {}) =>
      takeMail(under.db, { raw, route: "http", recipients: [], ...more }, NOW),
    outcomes: async () =>
      (await under.db.delivery.findMany({ orderBy: { recipient: "asc" } })).map(
        ({ recipient, verdict }) => `${recipient} ${Number(verdict >> 43n)}`,
      ),
    complaints: async () =>
      (await under.db.suppressionEntry.findMany({ orderBy: { recipient: "asc" } })).map(
        ({ recipient, reason, endedAt }) => `${recipient} ${reason}${endedAt ? " ended" : ""}`,
      ),
  };
}
