import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { readNote } from "./embedded/note.mjs";
import { readPostmaster } from "./embedded/postmaster.mjs";
import { freePort } from "./launch/free-port.mjs";
import { processOf } from "./launch/process-table.mjs";
import { root } from "./launch/project.mjs";

/** A web server as small as can be: it says where the database is, and ends as the real one does. */
const STUB = `
import { createServer } from "node:http";
const answer = JSON.stringify({ pid: process.pid, databaseUrl: process.env.DATABASE_URL });
createServer((_, response) => response.end(answer)).listen(process.env.PORT, process.env.HOST);
process.once("disconnect", () => process.exit());`;

const PATIENCE = 60_000;
const IMPATIENCE = 5_000;

const launchers: ChildProcess[] = [];

/** What the tests of the launcher are about: a data folder with everything in it, and how to get rid of it. */
export function newDataFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-launcher-"));
  chmodSync(folder, 0o755);
  writeFileSync(path.join(folder, "stub.mjs"), STUB);
  const remove = () => {
    for (const child of launchers) child.kill("SIGKILL"); // a test that failed left it
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  };
  return { folder, remove };
}

/** Only these variables decide; whatever the tests themselves were started with does not. */
function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  const { DATABASE_URL: _1, REPUTE_SECRET: _2, PUBLIC_URL: _3, NEXTAUTH_URL: _4, ...rest } = process.env;
  return { ...rest, npm_lifecycle_event: "", ...own };
}

/** Tries again and again. @throws the last error, after a minute */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE; ; await sleep(50)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** Runs statements on a connection of its own; gives the rows of the last one. A server that dies may not say so. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: IMPATIENCE,
    query_timeout: IMPATIENCE,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

export interface Running {
  child: ChildProcess;
  port: number;
  /** Everything it printed so far. */
  output(): string;
  databaseUrl: string;
  /** Numbers of all its processes. */
  pids: { launcher: number; web: number; keeper: number; postgres: number };
}

/** The processes behind a data folder now. */
export function serverPids(folder: string): { keeper: number; postgres: number } {
  const keeper = readNote(folder)?.keeper;
  const postgres = readPostmaster(path.join(folder, "postgres/data"))?.pid;
  if (!keeper || !postgres || !processOf(postgres)) throw new Error("PostgreSQL does not run");
  return { keeper, postgres };
}

/** Starts the whole on a data folder, with the stub for the pages, and waits until it answers. */
export async function startLauncher(folder: string): Promise<Running> {
  const port = await freePort();
  const script = path.join(root, "scripts/run.mjs");
  const child = spawn(process.execPath, [script, "start", "--server", path.join(folder, "stub.mjs")], {
    env: environment({ DATA_DIR: folder, PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  launchers.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  await eventually(() => {
    if (child.exitCode !== null) throw new Error(`the launcher ended: ${output}`);
    if (!output.includes("http://")) throw new Error(`the launcher says: ${output}`);
  });
  const answer = await fetch(`http://127.0.0.1:${port}`).then((response) => response.json());
  const pids = { launcher: child.pid ?? 0, web: answer.pid, ...serverPids(folder) };
  return { child, port, output: () => output, databaseUrl: answer.databaseUrl, pids };
}

/** Sends the signal and waits for the end. @returns the exit code */
export async function stopLauncher({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
  return code;
}

/** Waits until none of the processes lives. @returns those that do after `patience` milliseconds */
export async function survivors(pids: Record<string, number>, patience: number): Promise<string[]> {
  const living = () => Object.keys(pids).filter((name) => processOf(pids[name] ?? 0));
  for (const deadline = Date.now() + patience; living().length > 0 && Date.now() < deadline; )
    await sleep(50);
  return living();
}

/** Runs one of our scripts to its end. */
export function startScript(
  script: "run.mjs" | "repute.mjs",
  args: string[],
  own: Record<string, string>,
): Promise<{ status: number; stdout: string; stderr: string }> {
  const file = path.join(root, "scripts", script);
  const options = { env: environment(own), timeout: PATIENCE };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
