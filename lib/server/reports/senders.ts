import type { Database } from "@/lib/server/database";

/** The senders of one domain, for the filter's menu. */
export interface SenderDomain {
  domain: string;
  /** `user@domain`, ascending; a route that says the domain only adds none. */
  addresses: string[];
}

/** All senders ever seen, by domain. */
export async function senders(db: Database): Promise<SenderDomain[]> {
  const rows = await db.sender.findMany({ orderBy: [{ domain: "asc" }, { name: "asc" }] });
  const domains = new Map<string, string[]>();
  for (const { name, domain } of rows) {
    const addresses = domains.get(domain) ?? [];
    if (name !== domain) addresses.push(name);
    domains.set(domain, addresses);
  }
  return [...domains].map(([domain, addresses]) => ({ domain, addresses }));
}

/** The numbers behind a filter's sender, an address or a whole domain; null = all senders, empty = there is no such sender. */
export async function senderIds(db: Database, sender: string | null): Promise<number[] | null> {
  if (sender === null) return null;
  const rows = await db.sender.findMany({
    where: sender.includes("@") ? { name: sender } : { domain: sender },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
