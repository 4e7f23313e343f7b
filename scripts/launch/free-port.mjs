// @ts-check
import { once } from "node:events";
import { createServer } from "node:net";
import { codeOf, Failure } from "./failure.mjs";

/**
 * Tries to listen. Rejects with the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL).
 * @param {number} port 0: any
 * @param {string} host
 * @returns {Promise<number>} the port
 */
async function tryPort(port, host) {
  const server = createServer().listen(port, host);
  await once(server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return address.port;
}

/**
 * A port of 127.0.0.1 that is free now.
 * @param {number} [preferred] taken when it is free
 */
export async function freePort(preferred = 0) {
  return tryPort(preferred, "127.0.0.1").catch(() => tryPort(0, "127.0.0.1"));
}

/**
 * @param {number} port
 * @param {string} host
 * @throws {Failure} when the application could not listen there
 */
export async function requirePort(port, host) {
  // Browsers try ::1 first for "localhost", so another program there would get our visitors.
  const hosts = host === "127.0.0.1" ? [host, "::1"] : [host];
  for (const name of hosts) {
    const code = await tryPort(port, name).then(() => undefined, codeOf);
    if (code === "EADDRINUSE") {
      throw new Failure(
        `Port ${port} is in use by another program; PORT chooses another, as in: PORT=${port + 1} npm start`,
      );
    }
    if (code === "EACCES")
      throw new Failure(`Port ${port} is reserved for the administrator; PORT chooses another.`);
    if (code && name === host)
      throw new Failure(`This machine cannot listen on the address ${host} (HOST): ${code}.`);
  }
}
