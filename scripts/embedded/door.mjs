// @ts-check
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** @typedef {import("node:net").Socket} Socket */

/**
 * Where holders come in: each says the key on a connection of its own and keeps that open.
 * @param {object} how
 * @param {() => Promise<string>} how.admit what a holder is told, once it can be told
 * @param {() => void} how.onEmpty the last holder has left
 */
export async function openDoor({ admit, onEmpty }) {
  const key = randomBytes(24).toString("base64url");
  /** @type {Set<Socket>} */
  const holders = new Set();
  let isOpen = true;

  /** @param {Socket} socket */
  async function enter(socket) {
    if (!isOpen) return socket.destroy();
    holders.add(socket);
    socket.write(`${await admit()}\n`);
  }

  /** @param {Socket} socket */
  function leave(socket) {
    const wasLast = holders.delete(socket) && holders.size === 0;
    if (wasLast) onEmpty();
    else if (isOpen) socket.end();
  }

  // A holder that says it leaves (half-open) is answered by the end of its connection, at the latest when all is done.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let said = "";
    socket.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said === `${key}\n`) enter(socket).catch(() => socket.destroy());
      else if (!`${key}\n`.startsWith(said)) socket.destroy();
    });
    socket.on("end", () => leave(socket));
    socket.on("close", () => leave(socket));
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    key,
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    isEmpty: () => holders.size === 0,
    /** Lets nobody in any more; @param {string} [farewell] is told to those inside */
    close(farewell) {
      isOpen = false;
      server.close();
      if (farewell) for (const socket of holders) socket.write(`${farewell}\n`);
    },
  };
}
