import { csvRecord } from "@/lib/core/csv";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { inTransaction } from "./transaction";

const PAGE = 5_000;

/**
 * Everyone who is or was on a list, as CSV: address, state (joined, left), and since when. Who was erased is not in it.
 * @throws Refusal "not-found"
 */
export async function exportPeople(
  db: PrismaClient,
  listId: number,
  actor: string,
  now: Date,
): Promise<AsyncGenerator<string>> {
  const list = await db.list.findUnique({ where: { id: listId } });
  if (!list) throw new Refusal("not-found", "There is no such list.");
  const record = { actor, action: "list.subscribers-exported", subject: `list ${listId}` };
  await inTransaction(db, (tx) => audit(tx, record, now));
  return records(db, listId);
}

async function* records(db: PrismaClient, listId: number): AsyncGenerator<string> {
  yield csvRecord(["address", "state", "since"]);
  for (let after = ""; ; ) {
    const page = await db.$queryRaw<{ id: string; recipient: string; since: Date; left: Date | null }[]>`
      select id, recipient, since, left_at as left from subscriber join subscription on subscriber_id = id
      where list_id = ${listId} and id > ${after} order by id limit ${PAGE}`;
    yield page
      .filter(({ recipient }) => recipient !== "")
      .map(({ recipient, since, left }) =>
        csvRecord([recipient, left ? "left" : "joined", (left ?? since).toISOString()]),
      )
      .join("");
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}
