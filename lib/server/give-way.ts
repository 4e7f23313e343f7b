import os from "node:os";
import type { PrismaClient } from "@/prisma/generated/client";
import { poolOf } from "./database";

/** Of -20 to 19; who waits for a page has 0, and gets the processor nine times as often (man 7 sched). */
const LATER = 10;

/**
 * Lets those who wait for a page go first: lowers the priority of this process, and of the backends that it will open
 * where they run on this machine (`REPUTE_EMBEDDED`, set by the launcher). Call it before the first query. With the
 * processor to itself the work is as fast as without.
 */
export function giveWay(db: PrismaClient): void {
  later(process.pid);
  if (process.env.REPUTE_EMBEDDED !== "1") return;
  poolOf(db).on("connect", (client) => later((client as typeof client & { processID: number }).processID));
}

function later(pid: number): void {
  try {
    if (os.getPriority(pid) < LATER) os.setPriority(pid, LATER);
  } catch {
    // Another user's process, or a system without priorities: the work is done all the same.
  }
}
