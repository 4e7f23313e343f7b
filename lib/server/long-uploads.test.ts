import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { allowLongUploads } from "./long-uploads";

/** Sends a body for a second to a server that allows a request 200 ms. */
async function slowUpload(): Promise<number | undefined> {
  const limits = { requestTimeout: 200, headersTimeout: 100, connectionsCheckingInterval: 50 };
  const server = createServer(limits, async (incoming, response) => {
    const whole = await incoming.toArray().catch(() => undefined);
    if (whole) response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, method: "PUT" });
  const answered = once(sent, "response");
  const body = Readable.from(
    (async function* () {
      for (let n = 0; n < 10; n += 1) {
        yield "a part of the file";
        await sleep(100);
      }
    })(),
  );
  try {
    await Promise.all([answered, pipeline(body, sent)]);
    const [{ statusCode }] = await answered;
    return statusCode;
  } catch {
    return undefined;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("an upload may take longer than Node's limit for requests", async () => {
  assert.notEqual(await slowUpload(), 200, "without it Node cuts the upload off");
  allowLongUploads();
  assert.equal(await slowUpload(), 200);
});
