// @ts-check
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { stopChild } from "./child.mjs";
import { Failure } from "./failure.mjs";
import { freePort } from "./free-port.mjs";
import { root } from "./project.mjs";
import { onShutdown } from "./shutdown.mjs";

const ADDRESS = /https?:\/\/\S+/;

/**
 * Starts the whole application as `npm start` does, for the browser tests.
 * @param {NodeJS.Dict<string>} environment DATA_DIR and DATABASE_URL
 * @returns {Promise<{ baseUrl: string, setupUrl: string, log: () => string }>} `log`: what it said on standard error
 * @throws {Failure} when it does not come up
 */
export async function startApplication(environment) {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const logFile = path.join(String(environment.DATA_DIR), "application.log");
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [path.join(root, "scripts/run.mjs"), "start"], {
    cwd: root,
    detached: true, // a Ctrl-C meant for the tests must not end it before them
    stdio: ["ignore", "pipe", log, "ipc"],
    env: { ...process.env, ...environment, PORT: String(port), HOST: "127.0.0.1", PUBLIC_URL: baseUrl },
  });
  closeSync(log);
  onShutdown(() => stopChild(child, "SIGTERM", 30_000));

  const lines = createInterface({ input: /** @type {import("node:stream").Readable} */ (child.stdout) });
  for await (const line of lines) {
    const address = ADDRESS.exec(line)?.[0];
    if (!address) continue;
    child.stdout?.resume();
    return { baseUrl, setupUrl: address, log: () => readFileSync(logFile, "utf8") };
  }
  throw new Failure(`The application did not start: ${readFileSync(logFile, "utf8")}`);
}
