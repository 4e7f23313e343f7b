import type { Readable, Writable } from "node:stream";

/** The world of a command: everything it reads from and writes to outside the database. */
export interface Io {
  stdin: Readable;
  /** For results only; messages go to `stderr`. */
  stdout: Writable;
  stderr: Writable;
  env: NodeJS.ProcessEnv;
  now(): Date;
  /** Whether somebody watches standard error, so that progress may be drawn over itself. */
  isTerminal: boolean;
}

/** What a module in scripts/commands exports. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** How it is called, as `report daily [--from DAY] ...`, with its options explained on the lines below. */
  usage: string;
  /** @returns the exit code: 0 all of the work was done, 1 some input was rejected or a check failed, 2 a wrong call */
  default(args: string[], io: Io): Promise<number>;
}

/** A command called wrongly: the message and the command's usage are shown, the exit code is 2. */
export class WrongCall extends Error {}
