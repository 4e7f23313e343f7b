import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { PrismaClient } from "@/prisma/generated/client";
import { JOBS, type Job, startBackground } from "./background";
import { openDatabase } from "./database";
import { log } from "./log";
import { testDatabase } from "./testing";

let on: Awaited<ReturnType<typeof testDatabase>>;
let other: PrismaClient;
before(async () => {
  on = await testDatabase();
  other = openDatabase(on.url);
  log.level = "silent";
});
after(async () => {
  await other.$disconnect();
  await on.drop();
});
beforeEach(() => on.db.backgroundJob.deleteMany());

const long = { ago: new Date("2020-01-01") };
const seen = (...names: string[]) =>
  on.db.backgroundJob.createMany({ data: names.map((name) => ({ name, ranAt: long.ago })) });

/** A job that is due once an hour, takes a while, and notes its runs. */
function counted(name: string, run: () => Promise<unknown> = () => setTimeout(30)): Job & { runs: number } {
  const job = {
    ...{ name, runs: 0, isDue: (last: Date, now: Date) => now.getTime() - last.getTime() > 3_600_000 },
    run: () => {
      job.runs += 1;
      return run();
    },
  };
  return job;
}

test("two processes on one database do each job once", async () => {
  const jobs = ["a", "b", "c"].map((name) => counted(name));
  await seen("a", "b", "c");
  const both = [on.db, other].map((db) => startBackground(db, { jobs, interval: 5 }));
  while (jobs.some((job) => job.runs === 0)) await setTimeout(5);
  await setTimeout(100);
  await Promise.all(both.map((one) => one.stop()));
  assert.deepEqual(
    jobs.map((job) => job.runs),
    [1, 1, 1],
  );
});

test("while one process is at a job the other does not wait for it", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = counted("slow", () => held);
  const next = counted("next");
  await seen("slow", "next");
  const first = startBackground(on.db, { jobs: [slow], interval: 5 });
  while (slow.runs === 0) await setTimeout(5);
  const second = startBackground(other, { jobs: [slow, next], interval: 5 });
  while (next.runs === 0) await setTimeout(5);
  await second.stop();
  assert.equal(slow.runs, 1);
  let ended = false;
  const stopping = first.stop().then(() => {
    ended = true;
  });
  await setTimeout(20);
  assert.equal(ended, false, "it ends when the job has ended");
  release();
  await stopping;
});

test("a job that fails neither stops the others nor runs again before its time", async () => {
  const failing = counted("failing", () => Promise.reject(new Error("no")));
  const next = counted("next");
  await seen("failing", "next");
  const one = startBackground(on.db, { jobs: [failing, next], interval: 5 });
  while (next.runs === 0) await setTimeout(5);
  await setTimeout(50);
  await one.stop();
  assert.deepEqual([failing.runs, next.runs], [1, 1]);
});

test("with the database away it goes on looking", async () => {
  const away = openDatabase("postgresql://app@127.0.0.1:1/nothing");
  const job = counted("never");
  const one = startBackground(away, { jobs: [job], interval: 5 });
  await setTimeout(60);
  await one.stop();
  await away.$disconnect();
  assert.equal(job.runs, 0);
});

test("a job never seen waits for its next time", async () => {
  const job = counted("new");
  const one = startBackground(on.db, { jobs: [job], interval: 5 });
  await setTimeout(60);
  await one.stop();
  assert.equal(job.runs, 0);
  assert.equal(await on.db.backgroundJob.count(), 1);
});

test("the jobs themselves: months made ahead, dead imports closed, retention at night", async () => {
  const data = { source: "acs", name: "log.jsonl", startedBy: "ann@marlow.example", startedAt: long.ago };
  const { id } = await on.db.import.create({ data });
  await seen(...JOBS.map((job) => job.name));
  const one = startBackground(on.db);
  await one.stop();
  assert.deepEqual(
    await on.db.backgroundJob.count({ where: { ranAt: { gt: long.ago } } }),
    1,
    "stopped at once",
  );
  const two = startBackground(on.db);
  while ((await on.db.backgroundJob.count({ where: { ranAt: { gt: long.ago } } })) < JOBS.length)
    await setTimeout(10);
  await two.stop();
  assert.equal((await on.db.import.findUniqueOrThrow({ where: { id } })).state, "failed");
  const [row] = await on.db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from pg_inherits where inhparent = 'event'::regclass`;
  assert.equal(row?.n, 2);

  const retention = JOBS.find((job) => job.name === "retention")!;
  const due = (last: string, now: string) => retention.isDue(new Date(last), new Date(now));
  assert.equal(due("2026-11-23T03:00:00Z", "2026-11-24T02:59:59Z"), false);
  assert.equal(due("2026-11-23T03:00:00Z", "2026-11-24T03:00:00Z"), true);
  assert.equal(due("2026-11-23T20:00:00Z", "2026-11-24T03:00:01Z"), true);
});
