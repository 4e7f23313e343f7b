import { csvRecord } from "@/lib/core/csv";
import type { Database } from "./database";

const PAGE = 500;

/** All that one import could not read, as CSV (RFC 4180), in the order of the input; read page by page. */
export async function* rejectedCsv(db: Database, importId: number): AsyncGenerator<string> {
  yield csvRecord(["line", "reason", "raw"]);
  for (let after = 0n; ; ) {
    const page = await db.quarantine.findMany({
      where: { importId, id: { gt: after } },
      orderBy: { id: "asc" },
      take: PAGE,
    });
    const last = page.at(-1);
    if (!last) return;
    yield page.map(({ line, reason, raw }) => csvRecord([line, reason, raw])).join("");
    after = last.id;
  }
}
