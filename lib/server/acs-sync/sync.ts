import { setTimeout as sleep } from "node:timers/promises";
import { pauseAfter, readRetryAfter } from "@/lib/core/outgoing";
import type { AcsListed, PrismaClient } from "@/prisma/generated/client";
import { log } from "../log";
import { type Access, type DomainList, defaultAccess, domainList } from "./lists";
import { type Place, syncPlaces } from "./places";
import { planSync } from "./plan";

const AT_ONCE = 200;
/** Between two calls, in ms: ten a second, far below what ARM allows. */
const PACE = 100;
/** A run ends after so long, so that the next one begins with what was decided meanwhile. */
const LONGEST_RUN = 600_000;
const DAY = 86_400_000;
const TOO_MANY = 429;

interface Speed {
  /** Between two calls, in ms. */
  pace?: number;
  /** How long a run may take, in ms: the domains share it. */
  longest?: number;
}

/** Brings the lists of ACS after our entries; a job of the background. Does nothing where no domain is configured. */
export async function syncAcs(
  db: PrismaClient,
  now: Date,
  given?: Access,
  { pace = PACE, longest = LONGEST_RUN }: Speed = {},
): Promise<void> {
  const places = syncPlaces();
  if (places.length === 0) return;
  const access = given ?? (await defaultAccess());
  for (const place of places) {
    await planSync(db, place, now);
    await workOff(db, place, domainList(place, access), now, { pace, longest: longest / places.length });
  }
}

/**
 * Does what is due for one domain, call by call; each is noted when it is done, so that a run that was ended or killed
 * goes on where it was. Ends early when ACS asks for patience.
 */
async function workOff(
  db: PrismaClient,
  { id: place }: Place,
  list: DomainList,
  now: Date,
  { pace, longest }: Required<Speed>,
): Promise<void> {
  const began = performance.now();
  for (;;) {
    const due = await db.acsListed.findMany({
      where: { place, dueAt: { lte: now } },
      orderBy: [{ dueAt: "asc" }, { email: "asc" }],
      take: AT_ONCE,
    });
    if (due.length === 0) return;
    for (const row of due) {
      if (!(await workOn(db, list, row, now)) || performance.now() - began >= longest) return;
      await sleep(pace);
    }
  }
}

interface Failure {
  statusCode?: number;
  message?: string;
  response?: { headers: { get(name: string): string | undefined } };
}

/** @returns whether to go on with the next */
async function workOn(
  db: PrismaClient,
  list: DomainList,
  { place, email, state, attempts }: AcsListed,
  now: Date,
): Promise<boolean> {
  // Should the entry change while the call is under way, its row has another state, and is not touched by what follows.
  const row = { place, email, state };
  try {
    if (state === "removing") {
      await list.remove(email);
      await db.acsListed.deleteMany({ where: row });
    } else {
      await list.put(email);
      const data = { state: "listed", dueAt: null, attempts: 0, error: "", changedAt: now };
      await db.acsListed.updateMany({ where: row, data });
    }
    return true;
  } catch (failure) {
    const { statusCode, message = "", response } = failure as Failure;
    const asked = readRetryAfter(response?.headers.get("retry-after"), now.getTime());
    const pause = pauseAfter(attempts + 1, Math.random(), asked) ?? DAY;
    const error = `${message.split("\n")[0]?.slice(0, 300)}${statusCode ? ` (${statusCode})` : ""}`;
    log.warn({ place, error }, "a suppression list of ACS could not be changed");
    const data = { attempts: attempts + 1, error, dueAt: new Date(now.getTime() + pause) };
    await db.acsListed.updateMany({ where: row, data });
    return statusCode !== undefined && statusCode !== TOO_MANY && statusCode < 500;
  }
}

/** What a look at a list of ACS finds. Counts of addresses. */
export interface Difference {
  place: string;
  /** To be put there, and to be taken away. */
  add: number;
  remove: number;
  /** There, and not by us: left alone. */
  foreign: number;
  /** Put there by us, and gone: put there again. */
  missing: number;
}

/** Compares without changing anything at ACS; what is missing there is put out to be added again. */
export async function lookAtAcs(db: PrismaClient, now: Date, given?: Access): Promise<Difference[]> {
  const access = given ?? (await defaultAccess());
  const found: Difference[] = [];
  for (const place of syncPlaces()) {
    await planSync(db, place, now);
    const rows = await db.acsListed.findMany({ where: { place: place.id } });
    const ours = new Map(rows.map((row) => [row.email, row.state]));
    const there = new Set<string>();
    for await (const email of domainList(place, access).addresses()) there.add(email);
    const missing = rows.filter(({ email, state }) => state === "listed" && !there.has(email));
    const again = { state: "adding", dueAt: now, attempts: 0, error: "", changedAt: now };
    await db.acsListed.updateMany({
      where: { place: place.id, state: "listed", email: { in: missing.map(({ email }) => email) } },
      data: again,
    });
    const count = (state: string) => rows.filter((row) => row.state === state).length;
    found.push({
      place: place.domain,
      add: count("adding"),
      remove: count("removing"),
      foreign: [...there].filter((email) => !ours.has(email)).length,
      missing: missing.length,
    });
  }
  return found;
}
