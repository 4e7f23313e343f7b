import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../launch/free-port.mjs";
import { serverAccount } from "./account.mjs";
import { openCluster, ROLE } from "./cluster.mjs";
import { postgresPrograms } from "./programs.mjs";

/** A PostgreSQL server on a cluster of its own that can be killed, with all its processes, and started again. */
export class MortalServer {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "repute-crash-"));
  #process?: ChildProcess;
  #ended: Promise<unknown> = Promise.resolve();
  url = "";
  #programs = "";
  #data = "";
  #port = 0;

  async create(): Promise<void> {
    chmodSync(this.folder, 0o755);
    this.#programs = postgresPrograms(this.folder);
    const { data, password } = openCluster(this.#programs, this.folder);
    this.#data = data;
    this.#port = await freePort();
    this.url = `postgresql://${ROLE}:${password}@127.0.0.1:${this.#port}/postgres`;
    this.start();
  }

  start(): void {
    const args = [
      "-D",
      this.#data,
      "-p",
      `${this.#port}`,
      "-c",
      "unix_socket_directories=",
      "-c",
      "timezone=UTC",
      // What a killed process wrote the operating system still has: waiting for the disk would prove nothing more.
      "-c",
      "fsync=off",
    ];
    const server = spawn(path.join(this.#programs, "postgres"), args, {
      ...serverAccount(),
      cwd: this.#data,
      stdio: "ignore",
    });
    this.#process = server;
    this.#ended = once(server, "exit");
  }

  async kill(): Promise<void> {
    const parent = this.#process!.pid!;
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    const pairs = stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    const children = pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid!);
    for (const pid of [parent, ...children]) killIfThere(pid);
    await this.#ended;
    while (children.some((pid) => existsSync(`/proc/${pid}`))) await setTimeout(20);
  }

  async remove(): Promise<void> {
    this.#process?.kill("SIGINT");
    await this.#ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A worker of the server may have ended by itself since the list was made. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Tries for about ten seconds, as a client does whose server comes back. */
export async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt > 200) throw error;
      await setTimeout(50);
    }
  }
}
