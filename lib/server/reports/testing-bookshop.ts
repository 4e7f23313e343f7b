import type { PrismaClient } from "@/prisma/generated/client";
import { loadDemo } from "../demo";
import { testDatabase } from "../testing";

/** A quarter past seven in the evening UTC, four days after the clocks went back in Europe. */
export const NOW = Date.UTC(2026, 9, 29, 19, 15);

/** A database with 24 days of a small bookshop: some 14,000 mails with every outcome, incidents included. */
export async function bookshop(): Promise<{ db: PrismaClient; url: string; drop(): Promise<void> }> {
  const fresh = await testDatabase();
  await loadDemo(fresh.db, { days: 24, perDay: 600, actor: "test", now: new Date(NOW) });
  return fresh;
}
