/**
 * The body of a download that `run` writes piece by piece: each write waits until the browser has taken enough, and
 * rejects once the download was given up. When `run` fails the download breaks off.
 */
export function downloaded(
  run: (write: (text: string) => Promise<unknown>) => Promise<unknown>,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  run(async (text) => {
    await writer.ready;
    await writer.write(encoder.encode(text));
  }).then(
    () => writer.close().catch(() => {}),
    (error) => writer.abort(error).catch(() => {}),
  );
  return readable;
}
