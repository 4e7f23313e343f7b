// @ts-check
import { holdDatabase } from "../embedded/hold.mjs";
import { migrate } from "../migrate.mjs";
import { checkDatabase } from "./given-database.mjs";

/**
 * @typedef {object} OpenDatabase
 * @property {string} url
 * @property {string} title for people
 * @property {string[]} migrations applied now
 * @property {() => Promise<void>} release
 */

/**
 * Makes the database available and brings its schema up to date: the server of DATABASE_URL, else the embedded one.
 * @param {Pick<import("./options.mjs").Options, "databaseUrl" | "dataFolder">} options
 * @param {(sentence: string) => void} onLost the embedded database is gone for good
 * @returns {Promise<OpenDatabase>}
 */
export async function openDatabase({ databaseUrl, dataFolder }, onLost) {
  if (databaseUrl) {
    const version = await checkDatabase(databaseUrl);
    const migrations = await migrate(databaseUrl);
    const { host } = new URL(databaseUrl);
    return {
      url: databaseUrl,
      title: `PostgreSQL ${version} at ${host}`,
      migrations,
      release: async () => {},
    };
  }
  const hold = await holdDatabase(dataFolder, onLost);
  const migrations = await migrate(hold.url);
  return { url: hold.url, title: `embedded PostgreSQL in ${dataFolder}`, migrations, release: hold.release };
}
