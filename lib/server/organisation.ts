import type { BrandFields } from "@/lib/core/brand";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { inTransaction } from "./transaction";

export interface Organisation {
  name: string;
  /** IANA name; days of reports and of forms without one of their own. */
  timeZone: string;
}

/** The one organisation of this installation; null before set-up. */
export async function organisation(db: Database): Promise<Organisation | null> {
  return db.organisation.findUnique({ where: { id: 1 }, select: { name: true, timeZone: true } });
}

/** Changes the name that recipients and reports show, or the zone of the charts. */
export async function changeOrganisation(
  db: PrismaClient,
  change: Partial<Organisation>,
  actor: string,
  now: Date,
): Promise<Organisation> {
  return inTransaction(db, async (tx) => {
    const before = await organisation(tx);
    if (!before) throw new Refusal("not-found", "Set up the organisation first.");
    const { name, timeZone } = await tx.organisation.update({ where: { id: 1 }, data: change });
    const detail = { before, after: { name, timeZone } };
    await audit(tx, { actor, action: "organisation.changed", subject: "organisation", detail }, now);
    return { name, timeZone };
  });
}

/** How the organisation looks to recipients, and its unsubscribe mailbox; all empty before set-up. */
export async function brandFields(db: Database): Promise<BrandFields> {
  const select = { accent: true, logo: true, unsubscribeMailbox: true };
  const row = await db.organisation.findUnique({ where: { id: 1 }, select });
  return row ?? { accent: "", logo: "", unsubscribeMailbox: "" };
}

/** Changes any of them. The trail notes that the logo is another, not the picture itself. */
export async function changeBrand(
  db: PrismaClient,
  change: Partial<BrandFields>,
  actor: string,
  now: Date,
): Promise<BrandFields> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.organisation.updateMany({ where: { id: 1 }, data: change });
    if (count === 0) throw new Refusal("not-found", "Set up the organisation first.");
    const after = await brandFields(tx);
    const detail = {
      ...change,
      ...(change.logo !== undefined && { logo: change.logo ? "a picture" : "none" }),
    };
    await audit(tx, { actor, action: "organisation.brand-changed", subject: "organisation", detail }, now);
    return after;
  });
}
