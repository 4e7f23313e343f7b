// @ts-check
import pg from "pg";
import { codeOf } from "../launch/failure.mjs";
import { ROLE } from "./cluster.mjs";

const DATABASE = "repute";
const DUPLICATE_DATABASE = "42P04";

/**
 * The address of the product's database on the embedded server, which is made if it is missing.
 * @param {number} port
 * @param {string} password
 * @returns {Promise<string>}
 */
export async function openDatabase(port, password) {
  const server = `postgresql://${ROLE}:${password}@127.0.0.1:${port}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    if (codeOf(error) !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
  return `${server}/${DATABASE}`;
}
