import type { Detail } from "@/lib/core/events";
import type { Evidence } from "./classify";

/**
 * What the log keeps of a bounce's evidence: all that `classify` was given, so that it can be read again under other
 * rules. Undefined where there is none, as for what is no bounce.
 */
export function evidenceOf(detail: Detail | null | undefined): Evidence | undefined {
  if (detail?.status === undefined) return undefined;
  const { text, reply, enhanced, status, hardBounce } = detail;
  return { text, reply, enhanced, status, hardBounce };
}

/**
 * Tells reports of one instant apart that say different things: 32 bits of the evidence (FNV-1a), 0 where there is none. It is part of
 * the log's key. Were their rows one, a rule that reads the two differently could not part them again.
 */
export function evidenceKey(detail: Detail | undefined): number {
  const evidence = evidenceOf(detail);
  if (!evidence) return 0;
  const { text = "", reply = "", enhanced = "", status = "", hardBounce = "" } = evidence;
  const whole = `${status}\0${reply}\0${enhanced}\0${hardBounce}\0${text}`;
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < whole.length; i++) hash = Math.imul(hash ^ whole.charCodeAt(i), 0x01000193);
  return hash || 1;
}
