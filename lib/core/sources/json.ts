/** Nested deeper than this is nothing that a provider sends. */
const DEEPEST = 64;

/** A JSON text decoded, or why it is not: for people. Depth is measured first, since decoding may use up the stack. */
export function decodeJson(text: string): { value: unknown } | { reason: string } {
  if (depthOf(text) > DEEPEST) return { reason: `The body is nested deeper than ${DEEPEST} levels` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { reason: "The body is not JSON" };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep the brackets of a JSON text are nested; those in strings are none. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (inString) {
      if (letter === BACKSLASH) i++;
      else if (letter === QUOTE) inString = false;
    } else if (letter === QUOTE) inString = true;
    else if (letter === 0x5b || letter === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (letter === 0x5d || letter === 0x7d) depth--;
  }
  return deepest;
}
