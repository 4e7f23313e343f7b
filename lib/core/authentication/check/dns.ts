/** What the DNS answers, as far as checks need it. A name without such records, or no such name, is an empty list. */
export interface Dns {
  /** TXT records, the strings of each joined (RFC 7208 section 3.3). @throws Unanswered */
  txt(name: string): Promise<string[]>;
  /** Mail exchangers by preference; "." stands for none (RFC 7505). @throws Unanswered */
  mx(name: string): Promise<string[]>;
  /** Whether the name has an address. @throws Unanswered */
  hasAddress(name: string): Promise<boolean>;
}

/** No answer came: nothing is known. */
export class Unanswered extends Error {}

/** right; gap: works, but should be better; wrong: does not work; missing: there is none; unknown: no answer. */
export type CheckState = "right" | "gap" | "wrong" | "missing" | "unknown";

/** One record as it was found. */
export interface RecordCheck {
  /** The name that was asked for. */
  name: string;
  /** As published; null where there is none. */
  record: string | null;
  state: CheckState;
  /** What is to be said of it, in sentences. */
  findings: string[];
}

const ORDER: CheckState[] = ["right", "gap", "unknown", "missing", "wrong"];
export const worse = (a: CheckState, b: CheckState): CheckState =>
  ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;

const LONGEST = 2_000;

/** Collects what is to be said of a record; it is as bad as the worst of it. */
export class Findings {
  state: CheckState = "right";
  readonly findings: string[] = [];

  add(state: CheckState, text: string): void {
    this.state = worse(this.state, state);
    if (this.findings.length < 20 && !this.findings.includes(text)) this.findings.push(text);
  }

  of(name: string, record: string | null): RecordCheck {
    return { name, record: record?.slice(0, LONGEST) ?? null, state: this.state, findings: this.findings };
  }
}

/** Asks, and says "unknown" where no answer comes. */
export async function answered(name: string, check: () => Promise<RecordCheck>): Promise<RecordCheck> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return {
      name,
      record: null,
      state: "unknown",
      findings: ["The DNS did not answer in time. Check again."],
    };
  }
}

/** `tag=value` pairs of a record, separated by semicolons (RFC 6376 section 3.2): the first of each tag, and what is no pair. */
export function tagsOf(record: string): { tags: Map<string, string>; odd: string[] } {
  const tags = new Map<string, string>();
  const odd: string[] = [];
  for (const part of record.split(";")) {
    if (part.trim() === "") continue;
    const at = part.indexOf("=");
    const tag = part.slice(0, at).trim().toLowerCase();
    if (at < 0 || !/^[a-z][a-z0-9_]*$/.test(tag) || tags.has(tag)) odd.push(part.trim().slice(0, 60));
    else tags.set(tag, part.slice(at + 1).trim());
  }
  return { tags, odd };
}
