/**
 * The bytes of an upload.
 * @param size what the sender announced; null where it did not
 * @throws when less came: a proxy may close a broken upload as if it were whole
 */
export async function* upload(
  body: ReadableStream<Uint8Array> | null,
  size: number | null,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  const reader = body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      read += part.value.length;
      yield part.value;
    }
  } finally {
    await reader?.cancel().catch(() => {});
  }
  if (size !== null && read < size) throw new Error(`Of ${size} bytes only ${read} came.`);
}
