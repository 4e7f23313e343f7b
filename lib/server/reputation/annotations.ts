import { Refusal } from "@/lib/core/error";
import type { NewAnnotation } from "@/lib/core/reputation-notes";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";

/** Marks something that happened on the charts. */
export async function addAnnotation(
  db: PrismaClient,
  { at, kind, text }: NewAnnotation,
  actor: string,
  now: Date,
): Promise<{ id: number }> {
  return db.$transaction(async (tx) => {
    const data = { at: new Date(at), kind, text, createdBy: actor, createdAt: now };
    const { id } = await tx.annotation.create({ data });
    await audit(tx, { actor, action: "annotation.added", subject: text, detail: { at: data.at, kind } }, now);
    return { id };
  });
}

/** Takes a mark off the charts. @throws Refusal "not-found" where it is gone already */
export async function removeAnnotation(
  db: PrismaClient,
  id: number,
  actor: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.annotation.updateManyAndReturn({
      where: { id, removedAt: null },
      data: { removedAt: now },
    });
    if (!row) throw new Refusal("not-found", "This mark is gone.");
    await audit(
      tx,
      { actor, action: "annotation.removed", subject: row.text, detail: { kind: row.kind } },
      now,
    );
  });
}
