// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { createOnce } from "./whole-file.mjs";

const SHORTEST = 32;

/**
 * The one secret that all others are derived from: REPUTE_SECRET, else the file `secret` of the data folder.
 * @param {string} dataFolder
 * @param {{ create: boolean }} options whether to make one where there is none
 * @returns {string | undefined}
 */
export function masterSecret(dataFolder, { create }) {
  const given = process.env.REPUTE_SECRET;
  if (given && given.length < SHORTEST) {
    throw new Failure(`REPUTE_SECRET is too short; it needs at least ${SHORTEST} random characters.`);
  }
  if (given) return given;
  const file = path.join(dataFolder, "secret");
  if (create) createOnce(file, randomBytes(32).toString("base64url"));
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
