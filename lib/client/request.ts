/** A refusal or a failure as the server tells it (RFC 9457); `message` is one sentence for people. */
export class Problem extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 when the server was not reached. */
    readonly status: number,
    /** The field at fault, for forms. */
    readonly field?: string,
    /** Under which id the server's log has it. */
    readonly requestId?: string,
  ) {
    super(message);
    this.name = "Problem";
  }
}

/**
 * Asks our own server. `body` is sent as JSON, a Blob as it is.
 * @throws Problem for every answer that is not 2xx, and when there was none.
 */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const raw = body instanceof Blob;
  const response = await fetch(path, {
    method,
    headers: body === undefined || raw ? undefined : { "content-type": "application/json" },
    body: raw || body === undefined ? body : JSON.stringify(body),
  }).catch(() => {
    throw new Problem("The server cannot be reached. Check the connection and try again.", 0);
  });
  const text = await response.text();
  if (!response.ok) throw problemOf(text, response.status);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Reads a problem document; an answer of something in between (a proxy's page) becomes one sentence. */
export function problemOf(text: string, status: number): Problem {
  try {
    const { title, field, requestId } = JSON.parse(text) as Partial<Record<string, string>>;
    if (title) return new Problem(title, status, field, requestId);
  } catch {
    // Not JSON: said below.
  }
  return new Problem(`The server answered ${status}. Try again in a moment.`, status);
}
