import type { Database } from "@/lib/server/database";
import type { ImportRow } from "./imports";

/** What the frame of every page needs, and the page of the first visit. */
export interface Home {
  /** The organisation's name and default zone. */
  organisation: { name: string; timeZone: string };
  /** Something has come in, by whichever door. */
  hasData: boolean;
  /** Imports that are in, the demo left out. */
  imports: number;
  /** Incidents that are not resolved. */
  openIncidents: number;
  /** The invented history, where it is loaded: every page says so. */
  demo: { importId: number; state: Exclude<ImportRow["state"], "undone"> } | null;
}

export async function home(db: Database): Promise<Home> {
  const [organisation, delivery, imports, openIncidents, demo] = await Promise.all([
    db.organisation.findUnique({ where: { id: 1 } }),
    db.delivery.findFirst({ select: { domain: true } }),
    db.import.count({ where: { demo: false, state: { not: "undone" } } }),
    db.alertIncident.count({ where: { resolvedAt: null } }),
    db.import.findFirst({
      where: { demo: true, state: { not: "undone" } },
      orderBy: { id: "desc" },
    }),
  ]);
  return {
    organisation: { name: organisation?.name ?? "", timeZone: organisation?.timeZone ?? "UTC" },
    hasData: delivery !== null,
    imports,
    openIncidents,
    demo: demo && { importId: demo.id, state: demo.state as Exclude<ImportRow["state"], "undone"> },
  };
}
