/** One line, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** The line is longer than allowed; `text` is its beginning. */
  tooLong: boolean;
}

const NEWLINE = 10;
/** How much of a line that is too long is kept as evidence, in bytes. */
const KEPT = 65_536;

/** Cuts bytes into lines of UTF-8, wherever the chunks begin and end; never holds more than one line of the allowed length. */
export class LineSplitter {
  private held: Buffer[] = [];
  /** Bytes of the unfinished line so far, held or not. */
  private size = 0;
  private number = 0;

  constructor(private readonly longest: number) {}

  /** The lines that these bytes finish. */
  push(bytes: Buffer): Line[] {
    const lines: Line[] = [];
    let rest = bytes;
    if (this.size > 0) {
      const end = rest.indexOf(NEWLINE);
      this.hold(end < 0 ? rest : rest.subarray(0, end));
      if (end < 0) return lines;
      lines.push(this.release());
      rest = rest.subarray(end + 1);
    }
    const last = rest.lastIndexOf(NEWLINE);
    if (last >= 0) {
      // One decoding and one split for all whole lines: several times as fast as line by line.
      for (const text of rest.toString("utf8", 0, last).split("\n")) lines.push(this.line(text));
      rest = rest.subarray(last + 1);
    }
    this.hold(rest);
    return lines;
  }

  /** The last line, if it has no end of its own. */
  end(): Line[] {
    return this.size > 0 ? [this.release()] : [];
  }

  private hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.size += bytes.length;
    if (this.size <= this.longest) this.held.push(bytes);
    else if (this.held.length !== 1 || this.held[0]!.length !== KEPT) {
      this.held = [Buffer.concat([...this.held, bytes]).subarray(0, KEPT)];
    }
  }

  private release(): Line {
    const text = Buffer.concat(this.held).toString();
    const tooLong = this.size > this.longest;
    this.held = [];
    this.size = 0;
    return tooLong ? this.cut(text) : this.line(text);
  }

  private line(text: string): Line {
    if (text.length * 3 > this.longest && Buffer.byteLength(text) > this.longest) return this.cut(text);
    this.number += 1;
    return { number: this.number, text: text.endsWith("\r") ? text.slice(0, -1) : text, tooLong: false };
  }

  private cut(text: string): Line {
    this.number += 1;
    return { number: this.number, text: text.slice(0, KEPT), tooLong: true };
  }
}
