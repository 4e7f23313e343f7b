import { type ChildProcess, spawn } from "node:child_process";
import { Readable, Writable } from "node:stream";
import type { Command, Io } from "../io";

/** Runs a command with this standard input. `now` is what its clock says. */
export async function call(
  command: Pick<Command, "default">,
  args: string[],
  { now = new Date(), input = "" }: { now?: Date; input?: string } = {},
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const into = (name: "out" | "err") =>
    new Writable({
      highWaterMark: 64,
      write(chunk, _encoding, done) {
        said[name] += chunk;
        setImmediate(done);
      },
    });
  const io: Io = {
    stdin: Readable.from([input]),
    stdout: into("out"),
    stderr: into("err"),
    env: process.env,
    now: () => now,
    isTerminal: false,
  };
  const code = await command.default(args, io);
  return { code, ...said };
}

/** The objects of an output with one a line. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a command prints
export const objects = (out: string): any[] =>
  out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));

/** An import in a process of its own, to be killed. */
export const startImport = (file: string, url: string): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...["--import", "tsx", "-e"],
      `import("./scripts/commands/import.ts").then(async ({ default: run }) => { process.exitCode = await run(
        [${JSON.stringify(file)}], { ...process, now: () => new Date(), isTerminal: false }) })`,
    ],
    { stdio: "ignore", env: { ...process.env, DATABASE_URL: url } },
  );
