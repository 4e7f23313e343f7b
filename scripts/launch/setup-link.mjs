// @ts-check
import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

/**
 * While nobody has an account yet: a new one-time right to create the first one, in place of any earlier one. The
 * database keeps its SHA-256 only.
 * @param {string} databaseUrl
 * @param {string} publicUrl
 * @returns {Promise<string | undefined>} the link; undefined when there are accounts
 */
export async function createSetupLink(databaseUrl, publicUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const users = await client.query("SELECT 1 FROM user_account LIMIT 1");
    if (users.rowCount) return undefined;
    const token = randomBytes(32).toString("base64url");
    const hash = createHash("sha256").update(token).digest("hex");
    await client.query("BEGIN");
    await client.query("DELETE FROM setup_token");
    await client.query("INSERT INTO setup_token (hash, created_at) VALUES ($1, now() AT TIME ZONE 'UTC')", [
      hash,
    ]);
    await client.query("COMMIT");
    return `${publicUrl}/setup/${token}`;
  } finally {
    await client.end();
  }
}
