import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const REQUEST_BEGINS = "http.server.request.start";

/**
 * Lets a "%" that begins no character of a path stand for itself, as in `/u/%ff`: Next answers such a path with a bare 500
 * before any code of ours is asked, and so our own routes say that there is no such thing.
 */
export function takeMalformedPaths(): void {
  diagnostics.subscribe(REQUEST_BEGINS, (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.url?.includes("%")) request.url = withWholeEscapes(request.url);
  });
}

/** The address with every "%" escaped in those segments of its path that cannot be decoded; its query stays. */
export function withWholeEscapes(url: string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  const segments = path.split("/").map((one) => (isDecodable(one) ? one : one.replaceAll("%", "%25")));
  return segments.join("/") + url.slice(path.length);
}

function isDecodable(segment: string): boolean {
  try {
    decodeURIComponent(segment);
    return true;
  } catch {
    return false;
  }
}
