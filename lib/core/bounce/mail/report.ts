import { type Header, readHeader } from "./header";
import { textOfHtml } from "./html";
import { contentOf, type Part, partsOf } from "./parts";
import { headerInPart, headerOf, isReturned, mailInLines, returnedLine } from "./returned";

/** In characters. A report of a thousand recipients fits. */
const MAX_STATUS = 400_000;
const MAX_WORDS = 64_000;

const MACHINE_PART = /^message\/(?:global-)?(delivery-status|feedback-report|disposition-notification)$/;
const STATUS_HEADING = /^[ \t>]*content-type:[ \t]*message\/(?:global-)?delivery-status\b/im;
/** Lines of MIME that was too broken to be understood: they say nothing to people. */
const MIME_LINE =
  /^(?:[ \t]*content-[a-z-]+:|mime-version:|[ \t]*--[^\s>]|\s+(?:charset|boundary|name|format|type)=|this (?:is a|message is in).{0,40} mime)/i;

/** The words of the parts that are texts: plain ones, or where they say nothing, HTML. */
function wordsOf(text: string, parts: Part[]): string {
  let plain = "";
  for (const part of parts)
    if (part.type === "text/plain" || part.type === "")
      plain += `${contentOf(text, part, MAX_WORDS - plain.length)}\n`;
  if (plain.trim() !== "") return /^\s*<(?:!doctype|html|head|body)/i.test(plain) ? textOfHtml(plain) : plain;
  let html = "";
  for (const part of parts)
    if (part.type === "text/html") html += contentOf(text, part, MAX_WORDS - html.length);
  return textOfHtml(html);
}

/**
 * A mail taken apart into what the readers of reports ask for; what is not there is empty. Never throws; what cannot be
 * understood as MIME is one text. The words are cut out when they are asked for: a machine's report speaks for itself.
 */
export class Report {
  readonly header: Header;
  /** `message/feedback-report` (RFC 5965). */
  readonly feedback: string;
  /** `message/disposition-notification` (RFC 8098). */
  readonly receipt: string;
  /** `message/delivery-status` (RFC 3464). */
  readonly status: string;
  readonly #text: string;
  readonly #readable: Part[] = [];
  readonly #returnedPart: Part | undefined;
  readonly #broken: boolean;
  #told: { words: string; all: string; returned: string } | undefined;
  #original: Header | undefined;

  constructor(text: string) {
    this.#text = text;
    const { header, body } = readHeader(text, text.length - text.trimStart().length, text.length);
    this.header = header;
    const machine = { "delivery-status": "", "feedback-report": "", "disposition-notification": "" };
    const parts = partsOf(text, header, body);
    for (const part of parts) {
      const [, kind] = MACHINE_PART.exec(part.type) ?? [];
      if (kind) machine[kind as keyof typeof machine] += `${contentOf(text, part, MAX_STATUS)}\n\n`;
      else if (part.header !== header && isReturned(part)) this.#returnedPart ??= part;
      else if (!this.#returnedPart) this.#readable.push(part);
    }
    this.#broken = parts[0]?.header === header && /^multipart\//.test(parts[0].type);
    this.status = machine["delivery-status"];
    this.feedback = machine["feedback-report"];
    this.receipt = machine["disposition-notification"];
  }

  /** What was written for people, in lines, without the returned mail. */
  get words(): string {
    return this.#read().words;
  }

  /** Text in which the fields of a delivery status may stand though no part says so. */
  get looseStatus(): string {
    const heading = this.#broken ? STATUS_HEADING.exec(this.#read().all) : null;
    return heading ? this.#read().all.slice(heading.index) : this.words;
  }

  /** Header of the mail that came back. */
  get original(): Header {
    this.#original ??= this.#returnedPart
      ? headerInPart(this.#text, this.#returnedPart)
      : headerOf(this.#read().returned);
    return this.#original;
  }

  /** A report that a gateway wrapped in this one; undefined where what came back is an ordinary mail. */
  get wrapped(): Report | undefined {
    if (!/delivery-status/i.test(this.original.get("content-type") ?? "")) return undefined;
    const part = this.#returnedPart;
    return new Report(part ? this.#text.slice(part.start, part.end) : this.#read().returned);
  }

  #read(): { words: string; all: string; returned: string } {
    if (this.#told) return this.#told;
    const [whole] = this.#readable;
    const all =
      this.#broken && whole
        ? this.#text.slice(whole.start, whole.start + MAX_STATUS)
        : wordsOf(this.#text, this.#readable);
    const lines = all.split(/\r?\n|\r/);
    const end = returnedLine(lines);
    const mine = lines.slice(0, end).filter((line) => !this.#broken || !MIME_LINE.test(line));
    const words = mine.join("\n").slice(0, MAX_WORDS);
    this.#told = { words, all, returned: mailInLines(lines, end) };
    return this.#told;
  }
}
