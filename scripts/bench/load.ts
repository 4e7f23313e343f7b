import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import { cookieFor } from "@/lib/server/testing-session";
import { startApplication } from "../launch/application.mjs";
import { masterSecret } from "../launch/master-secret.mjs";
import { prepare } from "../launch/prepare.mjs";
import { onShutdown } from "../launch/shutdown.mjs";
import type { BenchDatabase } from "./databases";
import { type Figure, rate, rounded, spread } from "./measure";
import { runImporter, withExport } from "./memory";
import type { Plan } from "./mix";

const DAY = 86_400_000;
const READERS = 32;

/** What a visit asks for: the page, and the charts of its screens. */
function paths({ start, days }: Plan): string[] {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const end = start + days * DAY;
  const period = (length: number) =>
    `from=${day(end - length * DAY)}&to=${day(end - DAY)}&tz=Europe%2FBerlin`;
  const reports = ["series", "verdict", "providers", "codes", "bounces", "events"];
  return [
    ...[30, 365].flatMap((length) => reports.map((name) => `/api/v1/reports/${name}?${period(length)}`)),
    "/api/v1/reports/suppressions",
    `/overview?${period(30)}`,
  ];
}

const wait = (s: number) => new Promise((resolve) => setTimeout(resolve, s * 1_000));

interface Reading {
  times: number[];
  failed: number;
  ms: number;
}

/**
 * 32 readers go through the paths until `done`, each from another place and from another moment on, or all would ask for
 * the same one at once; `pace`: requests a second of each.
 */
async function readers(
  { baseUrl, cookie, wanted }: { baseUrl: string; cookie: string; wanted: string[] },
  done: Promise<unknown>,
  pace?: number,
): Promise<Reading> {
  const times: number[] = [];
  let failed = 0;
  const requests = wanted.map((place) => ({ method: "GET" as const, path: place, headers: { cookie } }));
  const start = performance.now();
  const read = async (reader: number) => {
    await wait(reader / READERS);
    const first = reader % requests.length;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const run = autocannon(
      {
        ...{ url: baseUrl, connections: 1, duration: 3_600, timeout: 60, connectionRate: pace },
        requests: [...requests.slice(first), ...requests.slice(0, first)],
      },
      () => end(),
    );
    run.on("response", (_client, status, _bytes, time) => {
      times.push(time);
      if (status !== 200) failed++;
    });
    run.on("reqError", () => failed++);
    await done;
    run.stop();
    await ended;
  };
  await Promise.all(Array.from({ length: READERS }, (_, reader) => read(reader)));
  return { times, failed, ms: performance.now() - start };
}

const told = (what: string, { times, failed, ms }: Reading): Figure[] => [
  ...spread(what, times, [0.5, 0.95, 0.99]),
  { what: `${what}: answered`, value: rate(times.length, ms), unit: "requests/s" },
  { what: `${what}: failed`, value: failed, unit: "requests", note: `of ${times.length}` },
];

/** Most memory that any process below this one held, in bytes; 0 where there is no /proc. */
function largestBelow(ancestor: number): number {
  const parents = new Map<number, number>();
  const peaks = new Map<number, number>();
  try {
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      if (/^Name:\s+(node|next-server)/m.test(status))
        peaks.set(Number(name), Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    }
  } catch {
    // A process ended while it was looked at, or this is no Linux.
  }
  const isBelow = (pid: number): boolean => pid === ancestor || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return Math.max(
    0,
    ...[...peaks].filter(([pid]) => pid !== ancestor && isBelow(pid)).map(([, peak]) => peak),
  );
}

/** What 32 readers of the built application wait, alone and while a file is imported. */
export async function load(
  { db, url }: BenchDatabase,
  plan: Plan,
  { records, seconds }: { records: number; seconds: number },
): Promise<Figure[]> {
  await prepare((line) => console.error(line), { pages: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-bench-"));
  onShutdown(() => rmSync(folder, { recursive: true, force: true }));
  process.env.REPUTE_SECRET = masterSecret(folder, { create: true });
  const user = {
    email: "bench@northwind.example",
    name: "Bench",
    role: "marketer",
    passwordHash: "none",
  } as const;
  const { id } = await db.user.create({ data: user });
  const { baseUrl } = await startApplication({ DATA_DIR: folder, DATABASE_URL: url });
  process.env.NEXTAUTH_URL = baseUrl;
  const about = { baseUrl, cookie: await cookieFor(id), wanted: paths(plan) };

  await readers(about, wait(2)); // to have it all compiled
  const alone = await readers(about, wait(seconds));
  const paced = await readers(about, wait(seconds), 1);
  const later = {
    ...plan,
    start: plan.start + plan.days * DAY,
    days: 3,
    deliveries: records,
    seed: plan.seed + 1,
  };
  const [imported, during] = await withExport(later, async (file) => {
    const importing = runImporter(url, file);
    return Promise.all([importing, readers(about, importing, 1)]);
  });
  const server = largestBelow(process.pid);
  return [
    ...told(`${READERS} readers without a pause`, alone),
    ...told(`${READERS} readers, a request a second each`, paced),
    ...told("the same while a file is imported", during),
    {
      ...{ what: "that import", value: rate(imported.records, imported.ms), unit: "records/s" as const },
      note: `${imported.records} records`,
    },
    ...(server > 0
      ? [{ what: "web server: most memory held", value: rounded(server / 1e6), unit: "MB" as const }]
      : []),
  ].map((figure) => ({ ...figure, deliveries: plan.deliveries }));
}
