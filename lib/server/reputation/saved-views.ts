import { Refusal } from "@/lib/core/error";
import type { NewView } from "@/lib/core/reputation-notes";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";

/** Keeps a state of the reputation screen under a name. @throws Refusal "conflict" where the name is taken */
export async function saveView(
  db: PrismaClient,
  { name, query }: NewView,
  actor: string,
  now: Date,
): Promise<{ id: number }> {
  return db.$transaction(async (tx) => {
    const made = await tx.savedView.createManyAndReturn({
      data: { name, query, createdBy: actor, createdAt: now },
      skipDuplicates: true,
    });
    if (!made[0]) throw new Refusal("conflict", "There is a view of this name already.", "name");
    await audit(tx, { actor, action: "saved-view.created", subject: name, detail: { query } }, now);
    return { id: made[0].id };
  });
}

/** Forgets a saved view. @throws Refusal "not-found" where it is gone already */
export async function removeView(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const row = await tx.savedView.findUnique({ where: { id } });
    const { count } = await tx.savedView.deleteMany({ where: { id } });
    if (!row || count === 0) throw new Refusal("not-found", "This view is gone.");
    await audit(tx, { actor, action: "saved-view.removed", subject: row.name }, now);
  });
}
