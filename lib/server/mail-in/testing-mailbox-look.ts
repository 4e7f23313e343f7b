import { openDatabase } from "@/lib/server/database";
import { pollMailbox } from "./mailbox";
import { mailboxSettings } from "./settings";

/* A process that looks into a mailbox once: `tsx testing-mailbox-look.ts`, with DATABASE_URL and IMAP_URL. Prints what went wrong. */

const db = openDatabase();
try {
  await pollMailbox(db, mailboxSettings()!);
} catch (error) {
  process.stdout.write(String(error));
}
await db.$disconnect();
