// @ts-check
import pg from "pg";
import { codeOf, Failure } from "./failure.mjs";

const OLDEST = 150000; // PostgreSQL 15.0, as server_version_num writes it
const PATIENCE = 10_000;

/**
 * @param {string} url
 * @param {unknown} error from connecting
 */
function explain(url, error) {
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  const server = hostname ? `${hostname}:${port || 5432}` : searchParams.get("host");
  const database = decodeURIComponent(pathname.slice(1));
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return `The server ${server} does not let the user "${decodeURIComponent(username)}" in; check DATABASE_URL.`;
    case "3D000":
      return `The server ${server} has no database "${database}"; create it, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The name ${hostname} in DATABASE_URL cannot be found.`;
    default:
      return (
        `The database server ${server} of DATABASE_URL does not answer ` +
        `(${codeOf(error) ?? (error instanceof Error ? error.message : error)}).`
      );
  }
}

/**
 * Looks whether the server of DATABASE_URL can be used.
 * @param {string} url
 * @returns {Promise<string>} its version, as in "18.4"
 * @throws {Failure} why it cannot be
 */
export async function checkDatabase(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name",
    );
    const { number, name } = rows[0];
    if (number >= OLDEST) return name.split(" ")[0];
    throw new Failure(
      `The server of DATABASE_URL runs PostgreSQL ${name}; Repute needs version 15 or newer.`,
    );
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(explain(url, error));
  } finally {
    await client.end().catch(() => {});
  }
}
