import { Refusal } from "@/lib/core/error";
import type { Command, Io } from "./io";
import { WrongCall } from "./io";
import { openDataFolder } from "./launch/data-folder.mjs";
import { openDatabase } from "./launch/database.mjs";
import { codeOf, sentenceFor } from "./launch/failure.mjs";
import { masterSecret } from "./launch/master-secret.mjs";
import { readOptions } from "./launch/options.mjs";

interface Entry {
  needsDatabase: boolean;
  load(): Promise<Command>;
}

/** Every command; a module is loaded when it is called. */
const commands: Record<string, Entry> = {
  import: { needsDatabase: true, load: () => import("./commands/import") },
  report: { needsDatabase: true, load: () => import("./commands/report") },
  suppressions: { needsDatabase: true, load: () => import("./commands/suppressions") },
  explain: { needsDatabase: true, load: () => import("./commands/explain") },
  check: { needsDatabase: true, load: () => import("./commands/check") },
  classify: { needsDatabase: false, load: () => import("./commands/classify") },
  lease: { needsDatabase: false, load: () => import("./commands/lease") },
  verify: { needsDatabase: true, load: () => import("./commands/verify") },
  demo: { needsDatabase: true, load: () => import("./commands/demo") },
  links: { needsDatabase: true, load: () => import("./commands/links") },
  users: { needsDatabase: true, load: () => import("./commands/users") },
  keys: { needsDatabase: true, load: () => import("./commands/keys") },
  retention: { needsDatabase: true, load: () => import("./commands/retention") },
  backup: { needsDatabase: true, load: () => import("./commands/backup") },
  restore: { needsDatabase: true, load: () => import("./commands/restore") },
};

/** A tool that reads our output and stops early (`| head`) ends us as it would end any other program. */
const BROKEN_PIPE = 141;

const HELP = new Set(["--help", "-h", "help"]);

async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, { load }]) => `  ${name.padEnd(14)}${(await load()).summary}`),
  );
  return [
    "usage: npm run -s repute -- COMMAND [OPTION...]",
    "",
    ...lines,
    "",
    "COMMAND --help says more.\n",
  ].join("\n");
}

/** Makes the database available to lib/server, which reads its address from the environment. @returns the way back */
async function provideDatabase(): Promise<() => Promise<void>> {
  const options = readOptions();
  if (!options.databaseUrl) openDataFolder(options.dataFolder);
  // Should it be lost on the way, the command's next query fails and says so.
  const database = await openDatabase(options, () => {});
  process.env.DATABASE_URL = database.url;
  process.env.REPUTE_EMBEDDED = options.databaseUrl ? "" : "1";
  // Beside a database elsewhere the secret is elsewhere too: one made here would be a wrong one.
  const secret = masterSecret(options.dataFolder, { create: !options.databaseUrl });
  if (secret) process.env.REPUTE_SECRET = secret;
  return database.release;
}

function isWrongCall(error: unknown): boolean {
  return error instanceof WrongCall || (codeOf(error)?.startsWith("ERR_PARSE_ARGS") ?? false);
}

async function run(argv: string[], io: Io): Promise<number> {
  const [name = "--help", ...args] = argv;
  if (HELP.has(name)) {
    io.stdout.write(await overview());
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    io.stderr.write(`There is no command "${name}".\n${await overview()}`);
    return 2;
  }
  const command = await entry.load();
  if (args.some((word) => word === "--help" || word === "-h")) {
    io.stdout.write(`${command.summary}\n\nusage: ${command.usage}\n`);
    return 0;
  }
  const release = entry.needsDatabase ? await provideDatabase() : undefined;
  try {
    return await command.default(args, io);
  } catch (error) {
    if (!isWrongCall(error)) throw error;
    io.stderr.write(`${error instanceof Error ? error.message : error}\n\nusage: ${command.usage}\n`);
    return 2;
  } finally {
    await release?.();
  }
}

/**
 * Runs one command with this process's standard streams.
 * @returns the exit code, when all output has been handed over: after that the process may end at once
 */
export async function main(argv: string[]): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  stdout.on("error", (error) => process.exit(codeOf(error) === "EPIPE" ? BROKEN_PIPE : 1));
  const io: Io = { stdin, stdout, stderr, env, now: () => new Date(), isTerminal: Boolean(stderr.isTTY) };
  let exitCode = 1;
  try {
    exitCode = await run(argv, io);
  } catch (error) {
    stderr.write(`${error instanceof Refusal ? error.message : sentenceFor(error)}\n`);
    if (env.DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
  }
  await new Promise((resolve) => stdout.write("", resolve));
  return exitCode;
}
