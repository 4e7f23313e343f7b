import diagnostics from "node:diagnostics_channel";
import type { Server } from "node:http";

const REQUEST_BEGINS = "http.server.request.start";

/**
 * Lets a request take as long as its body needs. Node ends every request after five minutes, and Next gives no way to
 * say otherwise; a log export over a slow line takes longer. The limit for headers stays.
 */
export function allowLongUploads(): void {
  diagnostics.subscribe(REQUEST_BEGINS, (message) => {
    (message as { server: Server }).server.requestTimeout = 0;
  });
}
