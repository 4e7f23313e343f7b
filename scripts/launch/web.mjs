// @ts-check
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { stopChild } from "./child.mjs";
import { Failure } from "./failure.mjs";
import { root, tool, toolEnvironment } from "./project.mjs";

const PATIENCE = 120_000;

/** What Next says of itself at the start; the launcher says it better. */
const BANNER = /^\s*(▲ Next\.js|- (Local|Network|Environments):|✓ (Starting|Ready|Running next\.config))/;

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function answers(port, host) {
  return new Promise((resolve) => {
    const socket = connect(port, host === "0.0.0.0" || host === "::" ? "localhost" : host);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/**
 * The command line of the web server, for Node.
 * @param {import("./options.mjs").Options} options
 * @param {{ development: boolean, server?: string }} mode `server`: a script in place of Next
 */
function commandLine({ port, host }, { development, server }) {
  if (server) return [server];
  return [tool("next"), development ? "dev" : "start", "--hostname", host, "--port", String(port)];
}

/**
 * Starts the web server and waits until it answers. It ends by itself when its channel to this process breaks.
 * @param {import("./options.mjs").Options} options
 * @param {{ development: boolean, server?: string }} mode
 * @param {NodeJS.Dict<string>} environment beside our own
 * @returns {Promise<{ ended: Promise<number>, stop: () => Promise<void> }>}
 * @throws {Failure} when it does not come up
 */
export async function startWeb(options, mode, environment) {
  const { port, host, publicUrl } = options;
  const child = spawn(process.execPath, commandLine(options, mode), {
    cwd: root,
    detached: true, // a terminal's Ctrl-C is ours; we stop it in our order
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: {
      ...toolEnvironment,
      ...environment,
      NODE_ENV: mode.development ? "development" : "production",
      PORT: String(port),
      HOST: host,
      NEXTAUTH_URL: publicUrl,
    },
  });
  if (child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.trim() !== "" && !BANNER.test(line)) console.log(line);
    });
  }
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const stop = () => stopChild(child);

  for (const deadline = Date.now() + PATIENCE; !(await answers(port, host)); await sleep(50)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Failure("The web server did not start.");
    if (Date.now() < deadline) continue;
    await stop();
    throw new Failure(`The web server did not answer within ${PATIENCE / 1000} seconds.`);
  }
  return { ended, stop };
}
