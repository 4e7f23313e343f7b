// @ts-check
import { spawn } from "node:child_process";
import { Failure } from "./failure.mjs";
import { root } from "./project.mjs";
import { onShutdown } from "./shutdown.mjs";

/**
 * Sends a child the signal and waits for its end; after `patience` milliseconds it gets the last signal.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 * @param {number} [patience]
 * @param {NodeJS.Signals} [last]
 */
export async function stopChild(child, signal = "SIGTERM", patience = 10_000, last = "SIGKILL") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill(last), patience);
  await ended;
  clearTimeout(timer);
}

/**
 * Runs a program in the project's folder to its end; when this process ends before it, the child is stopped.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @param {(text: string) => void} [collect] gets what it writes to piped output
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runChild(command, args, options, collect) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options });
    const forget = onShutdown(() => stopChild(child));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => collect?.(text));
    }
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("close", (code) => {
      forget();
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a tool whose output matters only when it fails: then it goes to standard error.
 * @param {string} name what to call it in the sentence, as one would type it
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @throws {Failure} when it fails
 */
export async function runQuietly(name, command, args, env) {
  let output = "";
  const code = await runChild(command, args, { env, stdio: ["ignore", "pipe", "pipe"] }, (text) => {
    output += text;
  });
  if (code === 0) return;
  process.stderr.write(output);
  throw new Failure(`\`${name}\` failed; what it said stands above.`);
}
