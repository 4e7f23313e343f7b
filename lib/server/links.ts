import { csvRecord } from "@/lib/core/csv";
import { Refusal } from "@/lib/core/error";
import { preferencesUrl, unsubscribeUrl } from "@/lib/core/list-headers";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { makeToken } from "./token";
import { inTransaction } from "./transaction";

const PAGE = 5000;

/**
 * The personal links of everyone on a list, as CSV (address, unsubscribe, preferences), for the mail merge of a
 * mailing. Who opted out in the meantime is not in it.
 * @throws Refusal "conflict" for a transactional list: there is nothing to leave.
 */
export async function exportLinks(
  db: PrismaClient,
  listId: number,
  baseUrl: string,
  actor: string,
  now: Date,
): Promise<AsyncGenerator<string>> {
  const list = await db.list.findUnique({ where: { id: listId } });
  if (!list) throw new Refusal("not-found", "There is no such list.");
  if (list.kind === "transactional")
    throw new Refusal("conflict", `${list.name} is always on, so nobody can leave it.`);
  const record = { actor, action: "list.links-exported", subject: `list ${listId}` };
  await inTransaction(db, (tx) => audit(tx, record, now));
  return records(db, listId, baseUrl, now);
}

async function* records(
  db: PrismaClient,
  listId: number,
  baseUrl: string,
  now: Date,
): AsyncGenerator<string> {
  yield csvRecord(["address", "unsubscribe", "preferences"]);
  let after = "";
  for (;;) {
    const page = await db.$queryRaw<{ id: string; recipient: string }[]>`
      select id, recipient from subscriber join subscription on subscriber_id = id
      where list_id = ${listId} and left_at is null and id > ${after} and recipient <> ''
        and not exists (select 1 from suppression_entry entry
          where entry.address = subscriber.address and ended_at is null
            and (until is null or until > ${now}::timestamp) and entry.list_id in (0, ${listId}))
      order by id limit ${PAGE}`;
    yield page.map(({ id, recipient }) => csvRecord([recipient, ...links(id, listId, baseUrl)])).join("");
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

function links(subscriberId: string, listId: number, baseUrl: string): [string, string] {
  return [
    unsubscribeUrl(makeToken("unsubscribe", { subscriberId, listId }), baseUrl),
    preferencesUrl(makeToken("preferences", { subscriberId, listId: 0 }), baseUrl),
  ];
}
