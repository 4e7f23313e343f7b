import { createReadStream } from "node:fs";
import type { z } from "zod";
import { LineSplitter } from "@/lib/server/log-reader/line-splitter";
import { readFailure } from "@/lib/server/read-failure";
import type { Io } from "./io";
import { writeLines } from "./output";

/** A case may carry a whole mail. */
const LONGEST_LINE = 64_000_000;

/** The bytes of a file, or of standard input as `-`. @throws Refusal with the name of a file that cannot be read */
export async function* bytesOf(file: string, io: Io): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of file === "-" ? io.stdin : createReadStream(file)) yield Buffer.from(chunk);
  } catch (error) {
    throw readFailure(error, file, 0);
  }
}

/** A case as its schema has it. @throws Error that names the first field that is wrong */
export function readCase<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join(".") || "case"}: ${issue?.message}`);
}

/**
 * Answers each line of JSON with one line of JSON, in order and as it comes. A line that cannot be answered is named on
 * standard error with its number, and stops nothing else.
 * @param answer may throw an error whose message says what is wrong with the case
 * @returns whether every line was answered
 */
export async function answerCases(
  files: string[],
  io: Io,
  answer: (value: unknown) => unknown,
): Promise<boolean> {
  let complete = true;
  for (const file of files) {
    const splitter = new LineSplitter(LONGEST_LINE);
    const reply = (lines: ReturnType<LineSplitter["push"]>): string[] =>
      lines.flatMap(({ number, text, tooLong }) => {
        if (text.trim() === "") return [];
        try {
          if (tooLong) throw new Error("longer than 64 MB");
          return [JSON.stringify(answer(JSON.parse(text)))];
        } catch (error) {
          complete = false;
          const message =
            error instanceof SyntaxError ? "not JSON" : error instanceof Error ? error.message : error;
          io.stderr.write(`${file === "-" ? "line" : `${file}, line`} ${number}: ${message}\n`);
          return [];
        }
      });
    for await (const bytes of bytesOf(file, io)) await writeLines(io.stdout, reply(splitter.push(bytes)));
    await writeLines(io.stdout, reply(splitter.end()));
  }
  return complete;
}
