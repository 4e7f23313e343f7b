import type { Database } from "./database";

/** How the organisation looks on the recipients' pages. */
export interface Brand {
  /** Empty before set-up. */
  name: string;
  /** A PNG as `data:` address; null: the first letter of the name stands for it. */
  logo: string | null;
  /** Of the first button and of switches that are on, as `#rrggbb`; null: the ink of the text. */
  accent: string | null;
}

/** How the organisation looks to recipients; without a name before set-up. */
export async function brandOf(db: Database): Promise<Brand> {
  const select = { name: true, accent: true, logo: true };
  const row = await db.organisation.findUnique({ where: { id: 1 }, select });
  return {
    name: row?.name ?? "",
    logo: row?.logo ? `data:image/png;base64,${row.logo}` : null,
    accent: row?.accent || null,
  };
}
