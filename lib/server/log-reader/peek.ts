/** The first bytes of a stream, and the whole stream again. */
export interface Peeked {
  head: Buffer;
  /** Whether `head` is all there is. */
  ended: boolean;
  all: AsyncGenerator<Buffer>;
}

/**
 * Reads until `enough` says so or the stream ends, and hands out the stream as if nothing had been read. A stream that
 * fails meanwhile fails for the reader of `all`, after the bytes that came.
 */
export async function peek(
  source: AsyncIterable<Buffer>,
  enough: (head: Buffer) => boolean,
): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  let failure: { error: unknown } | undefined;
  while (!ended && !enough(head)) {
    try {
      const next = await iterator.next();
      if (next.done) ended = true;
      else head = head.length ? Buffer.concat([head, next.value]) : next.value;
    } catch (error) {
      failure = { error };
      ended = true;
    }
  }
  return { head, ended, all: replay(head, failure, iterator) };
}

async function* replay(
  head: Buffer,
  failure: { error: unknown } | undefined,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    if (head.length) yield head;
    if (failure) throw failure.error;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
