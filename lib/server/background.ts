import type { PrismaClient } from "@/prisma/generated/client";
import { syncAcs } from "./acs-sync/sync";
import { runAlerts } from "./alerts/job";
import { checkDomains } from "./authentication/check-domains";
import { packDomainDays } from "./domain-days";
import { recountDrift } from "./drift";
import { askPostmaster } from "./gmail/postmaster-feed";
import { hygienePass } from "./hygiene-pass";
import { closeInterrupted } from "./import-rows";
import { countListHealth } from "./list-health";
import { log } from "./log";
import { lookIntoBlobs, lookIntoDeadLetters, lookIntoEventHub } from "./log-stores/look";
import { lookIntoMailbox } from "./mail-in/mailbox";
import { handleOpenMails } from "./mail-in/open-mails";
import { forgetRequests } from "./opt-in";
import { forgetOutgoing } from "./outgoing/send";
import { ensurePartitions } from "./partitions";
import { countByHosts, lookUpHosts } from "./provider-hosts";
import { recountRecency } from "./recency";
import { sendRecipientMails } from "./recipient-mail";
import { continueReclassify } from "./reclassify";
import { carryRelease, continueReleases } from "./release-batch";
import { carryUndo } from "./release-undo";
import { applyRetention } from "./retention";
import { continueApplying } from "./soft-policy";

/** Work that nobody asks for. Harmless when done twice, but every process of one database does it once. */
export interface Job {
  name: string;
  /** Whether it has to run at `now`, having run last at `last`. */
  isDue(last: Date, now: Date): boolean;
  run(db: PrismaClient, now: Date): Promise<unknown>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** In UTC. */
const NIGHT = 3 * HOUR;
/** "work" in ASCII; the second half of the lock is the place in the list, those of each list after those of the one before. */
const BACKGROUND_LOCK = 0x776f726b;
const LONGEST_LIST = 1_000;

const every = (ms: number) => (last: Date, now: Date) => now.getTime() - last.getTime() >= ms;
const nightOf = (time: Date) => Math.floor((time.getTime() - NIGHT) / DAY);
const nightly = (last: Date, now: Date) => nightOf(now) > nightOf(last);

export const JOBS: Job[] = [
  { name: "imports", isDue: every(MINUTE), run: closeInterrupted },
  {
    name: "partitions",
    isDue: every(6 * HOUR),
    run: (db, now) => ensurePartitions(db, [now.getTime(), now.getTime() + 31 * DAY]),
  },
  { name: "bounce-rules", isDue: every(MINUTE), run: (db) => continueReclassify(db, "system") },
  { name: "recency", isDue: every(10 * MINUTE), run: recountRecency },
  { name: "drift", isDue: every(HOUR), run: recountDrift },
  { name: "alerts", isDue: every(MINUTE), run: runAlerts },
  { name: "retention", isDue: nightly, run: (db, now) => applyRetention(db, "system", now) },
  { name: "recipient-mail", isDue: every(MINUTE), run: (db, now) => sendRecipientMails(db, now) },
  { name: "recipient-requests", isDue: every(HOUR), run: forgetRequests },
  { name: "soft-policy", isDue: every(MINUTE), run: continueApplying },
  {
    name: "releases",
    isDue: every(MINUTE),
    run: (db, now) => continueReleases(db, now, { running: carryRelease, undoing: carryUndo }),
  },
  { name: "outgoing", isDue: nightly, run: forgetOutgoing },
  { name: "hygiene", isDue: every(10 * MINUTE), run: (db, now) => hygienePass(db, now) },
  { name: "list-health", isDue: every(6 * HOUR), run: countListHealth },
  { name: "provider-groups", isDue: every(6 * HOUR), run: countByHosts },
  { name: "sender-domains", isDue: every(6 * HOUR), run: (db, now) => checkDomains(db, now) },
  { name: "domain-days", isDue: every(MINUTE), run: (db, now) => packDomainDays(db, now) },
];

/** What others are waited for in: work of its own, so that it holds nothing else up. */
export const FEEDS: Job[] = [
  { name: "mails", isDue: every(MINUTE), run: handleOpenMails },
  { name: "mailbox", isDue: every(MINUTE), run: lookIntoMailbox },
  { name: "blobs", isDue: every(MINUTE), run: lookIntoBlobs },
  { name: "dead-letters", isDue: every(10 * MINUTE), run: lookIntoDeadLetters },
  { name: "event-hub", isDue: every(MINUTE), run: lookIntoEventHub },
  { name: "gmail-postmaster", isDue: every(MINUTE), run: (db, now) => askPostmaster(db, now) },
  { name: "provider-hosts", isDue: every(MINUTE), run: (db, now) => lookUpHosts(db, now) },
];

/** What works on for as long as there is something to send, ten minutes at a time. */
export const OUTBOXES: Job[] = [
  { name: "acs-sync", isDue: every(10 * MINUTE), run: (db, now) => syncAcs(db, now) },
];

/** Ends the background work of this process. Resolves when what is running has come to its end. */
export interface Background {
  stop(): Promise<void>;
}

/**
 * Looks every `interval` ms what is due, and does it. A job that fails is written to the log and tried again the next
 * time it is due; the process goes on.
 */
export function startBackground(db: PrismaClient, { jobs = JOBS, interval = MINUTE } = {}): Background {
  let stopped = false;
  let working: Promise<void> | undefined;
  const first = Math.max([JOBS, FEEDS, OUTBOXES].indexOf(jobs), 0) * LONGEST_LIST;
  async function work(): Promise<void> {
    for (const [place, job] of jobs.entries()) {
      if (stopped) return;
      try {
        await once(db, job, first + place, new Date());
      } catch (error) {
        log.error({ err: error, job: job.name }, "background work failed");
      }
    }
  }
  const look = () => {
    working ??= work().finally(() => {
      working = undefined;
    });
  };
  const timer = setInterval(look, interval);
  timer.unref();
  look();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}

/**
 * Runs a job if it is due and no other process is at it. The lock ends with its connection: a process that died holds
 * nothing. One never seen before counts as run now, so that a new installation is not cleared on its first day.
 */
async function once(db: PrismaClient, job: Job, place: number, now: Date): Promise<void> {
  const { name } = job;
  const row = await db.backgroundJob.upsert({ where: { name }, create: { name, ranAt: now }, update: {} });
  if (!job.isDue(row.ranAt, now)) return;
  await db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
        select pg_try_advisory_xact_lock(${BACKGROUND_LOCK}, ${place}) as free`;
      if (!lock?.free) return;
      const { ranAt } = await tx.backgroundJob.findUniqueOrThrow({ where: { name } });
      if (!job.isDue(ranAt, now)) return;
      // Noted first and apart: a job that fails has had its turn.
      await db.backgroundJob.update({ where: { name }, data: { ranAt: now } });
      await job.run(db, now);
    },
    { maxWait: MINUTE, timeout: DAY },
  );
}
