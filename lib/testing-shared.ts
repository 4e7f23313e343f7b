import { existsSync } from "node:fs";
import path from "node:path";
import type { TestContext } from "node:test";

/**
 * The path of `../shared/<relative>`, the reference material beside the project. Where it is absent the test is skipped
 * with a loud message; in CI that is a failure.
 * @throws in CI (`CI` set) when the file is absent.
 */
export function sharedFile(t: TestContext, relative: string): string | undefined {
  const file = path.resolve(import.meta.dirname, "../../shared", relative);
  if (existsSync(file)) return file;
  const message = `../shared/${relative} is absent: "${t.name}" proves nothing here`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  t.skip(message);
  return undefined;
}
