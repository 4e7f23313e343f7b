import { randomUUID } from "node:crypto";
import { Refusal } from "@/lib/core/error";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import { audit } from "./audit";
import type { Database } from "./database";
import { hashPassword, randomPassword } from "./password";
import { inTransaction } from "./transaction";

export interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  createdAt: Date;
}

const SHOWN = { id: true, email: true, name: true, role: true, disabledAt: true, createdAt: true } as const;

/** Everyone who may sign in or once could, in the order of their names. */
export async function listUsers(db: Database): Promise<UserRow[]> {
  return db.user.findMany({ select: SHOWN, orderBy: [{ name: "asc" }, { id: "asc" }] });
}

/**
 * Creates a user with a password that is given out here and never again.
 * @throws Refusal "conflict" when somebody has this e-mail.
 */
export async function createUser(
  db: PrismaClient,
  input: { email: string; name: string; role: Role },
  actor: string,
  now: Date,
): Promise<{ user: UserRow; password: string }> {
  const password = randomPassword();
  const data = { ...input, id: randomUUID(), passwordHash: await hashPassword(password), createdAt: now };
  const user = await inTransaction(db, async (tx) => {
    const [created] = await tx.user.createManyAndReturn({ data, skipDuplicates: true, select: SHOWN });
    if (!created) throw new Refusal("conflict", "Somebody has this e-mail already.", "email");
    await audit(tx, { actor, action: "user.created", subject: `user ${created.id}`, detail: input }, now);
    return created;
  });
  return { user, password };
}

/**
 * Changes the role of a user, or disables or enables them. Their sessions end at once when they are disabled; a role
 * counts from the next request on.
 * @throws Refusal "conflict" when no admin would be left.
 */
export async function changeUser(
  db: PrismaClient,
  id: string,
  change: { role?: Role; disabled?: boolean },
  actor: string,
  now: Date,
): Promise<UserRow> {
  return inTransaction(db, async (tx) => {
    const admins = await lockAdmins(tx);
    const before = await tx.user.findUnique({ where: { id }, select: SHOWN });
    if (!before) throw new Refusal("not-found", "There is no such user.");
    const role = change.role ?? before.role;
    const disabled = change.disabled ?? before.disabledAt !== null;
    const staysAdmin = role === "admin" && !disabled;
    if (!staysAdmin && admins.length === 1 && admins[0] === id) {
      throw new Refusal("conflict", "This is the last admin. Make somebody else an admin first.");
    }
    const disabledAt = disabled ? (before.disabledAt ?? now) : null;
    const generation = disabled && !before.disabledAt ? { increment: 1 } : undefined;
    const after = await tx.user.update({
      where: { id },
      data: { role, disabledAt, generation },
      select: SHOWN,
    });
    const detail = {
      before: { role: before.role, disabled: before.disabledAt !== null },
      after: { role, disabled },
    };
    await audit(tx, { actor, action: "user.changed", subject: `user ${id}`, detail }, now);
    return after;
  });
}

/**
 * Gives a user another password, and ends their sessions.
 * @returns the password; it is given out here and never again
 * @throws Refusal "not-found"
 */
export async function resetPassword(db: PrismaClient, id: string, actor: string, now: Date): Promise<string> {
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  await db.$transaction(async (tx) => {
    const data = { passwordHash, generation: { increment: 1 } };
    const { count } = await tx.user.updateMany({ where: { id }, data });
    if (count === 0) throw new Refusal("not-found", "There is no such user.");
    await audit(tx, { actor, action: "user.password-reset", subject: `user ${id}` }, now);
  });
  return password;
}

/** Ids of the admins who can sign in. Two who demote one another at once wait here for each other. */
async function lockAdmins(tx: Prisma.TransactionClient): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from user_account where role = 'admin' and disabled_at is null order by id for update`;
  return rows.map((row) => row.id);
}
