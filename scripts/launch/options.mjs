// @ts-check
import path from "node:path";
import { Failure } from "./failure.mjs";
import { root } from "./project.mjs";

/**
 * @typedef {object} Options
 * @property {number} port
 * @property {string} host the address to listen on
 * @property {string} publicUrl what people type, without a slash at the end
 * @property {string} dataFolder absolute
 * @property {string | undefined} databaseUrl undefined: the embedded database
 */

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Failure(`PORT is "${text}"; it must be a number from 1 to 65535.`);
}

/** @param {string} text */
function readPublicUrl(text) {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, "");
  throw new Failure(`PUBLIC_URL is "${text}"; it must be an address such as https://mail.example.org.`);
}

/** @param {string} text @returns {string} the same, once it can be read as the address of a database */
export function readDatabaseUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const server = url?.hostname || url?.searchParams.get("host"); // the second: the folder of a local socket
  const isRight = url && server && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
  if (isRight) return text;
  throw new Failure(
    "DATABASE_URL cannot be read; it must look like postgresql://user:password@host:5432/database " +
      "(special characters in the password as %XX).",
  );
}

/**
 * Reads PORT, HOST, PUBLIC_URL (or NEXTAUTH_URL), DATA_DIR and DATABASE_URL; empty counts as not given.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Options}
 * @throws {Failure} when one of them cannot be used
 */
export function readOptions(env = process.env) {
  const port = readPort(env.PORT || "3000");
  const ownFolder = process.getuid?.() === 0 ? "/var/lib/repute" : path.join(root, ".data");
  return {
    port,
    host: env.HOST || "127.0.0.1",
    publicUrl: readPublicUrl(env.PUBLIC_URL || env.NEXTAUTH_URL || `http://localhost:${port}`),
    dataFolder: path.resolve(root, env.DATA_DIR || ownFolder),
    databaseUrl: env.DATABASE_URL ? readDatabaseUrl(env.DATABASE_URL) : undefined,
  };
}
