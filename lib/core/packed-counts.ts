/**
 * Many small counts in few bytes, added up at a hundred million a second: what a UTC day counted of each recipient
 * domain, by sender. For each sender, in order: its number and a list; in that a list of the steps from one domain to the
 * next, and for each column whether it is dense and a list of its counts: all of them, or before each that is not 0 how
 * many are. A list begins with its length in bytes; numbers are LEB128, counts zigzag besides.
 */

/** One domain of one sender: their numbers, then the counts, as many in every row. */
export type CountRow = [sender: number, domain: number, ...counts: number[]];

const KEYS = 2;

class Writer {
  private readonly bytes: number[] = [];

  /** @param value whole and not negative */
  write(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.bytes.push((rest & 0x7f) | 0x80);
    this.bytes.push(rest);
  }

  writeList(fill: (list: Writer) => void): void {
    const list = new Writer();
    fill(list);
    this.write(list.bytes.length);
    for (const byte of list.bytes) this.bytes.push(byte);
  }

  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** Reads packed numbers: nearly all the time of a report over all domains goes here, so a list is read in one loop. */
class Reader {
  private bytes: Uint8Array = new Uint8Array(0);
  /** The next byte. */
  private at = 0;
  /** What the last list held. */
  numbers = new Int32Array(0);

  open(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
  }

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  read(): number {
    let value = 0;
    for (let shift = 0, byte = 0x80; byte > 0x7f; shift += 7) {
      // Behind the end there is nothing, which ends a number.
      byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }

  skipList(): void {
    const length = this.read();
    this.at += length;
  }

  /** Reads a list, so many of its numbers at most, and returns how many it read. */
  readList(most = Number.MAX_SAFE_INTEGER): number {
    const length = this.read();
    const end = this.at + length;
    if (this.numbers.length < length) this.numbers = new Int32Array(2 * length);
    const { bytes, numbers } = this;
    let { at } = this;
    let count = 0;
    while (at < end && count < most) {
      let byte = bytes[at++]!;
      let value = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      numbers[count++] = value;
    }
    this.at = end;
    return count;
  }
}

/** Zigzag: damaged rollups have negative counts, and what is read of them is to be the same, packed or not. */
const toUnsigned = (count: number): number => (count < 0 ? -2 * count - 1 : 2 * count);
const toCount = (value: number): number => (value >>> 1) ^ -(value & 1);

/** @param rows whole numbers, by sender, then by domain, each pair once */
export function packCounts(rows: CountRow[]): Uint8Array {
  const packed = new Writer();
  for (let from = 0; from < rows.length; ) {
    const sender = rows[from]![0];
    let to = from;
    while (rows[to]?.[0] === sender) to++;
    packed.write(sender);
    packed.writeList((list) => packSender(list, rows.slice(from, to)));
    from = to;
  }
  return packed.done();
}

function packSender(packed: Writer, rows: CountRow[]): void {
  packed.writeList((list) => {
    for (const [i, [, domain]] of rows.entries()) list.write(domain - (rows[i - 1]?.[1] ?? 0));
  });
  for (let column = KEYS; column < rows[0]!.length; column++) {
    const counts = rows.map((row) => row[column]!);
    const isDense = counts.filter((count) => count !== 0).length * 2 > counts.length;
    packed.write(Number(isDense));
    packed.writeList((list) => {
      let zeros = 0;
      for (const count of counts)
        if (isDense) list.write(toUnsigned(count));
        else if (count === 0) zeros++;
        else {
          list.write(zeros);
          list.write(toUnsigned(count));
          zeros = 0;
        }
    });
  }
}

/** Counts by place, from 1: a flat array for each column, since they are added to millions of times, in the order of places. */
export class CountTable {
  private readonly columns: Float64Array[];
  private readonly packed = new Reader();
  /** Of each row of the sender that is read: where its counts are added. */
  private placeOfRow = new Int32Array(0);

  constructor(columns: number) {
    this.columns = Array.from({ length: columns }, () => new Float64Array(0));
  }

  add(place: number, counts: number[]): void {
    this.reach(place);
    for (const [column, count] of counts.entries()) this.columns[column]![place]! += count;
  }

  /**
   * Adds what {@link packCounts} packed.
   * @param senders whose counts are wanted; null: all
   * @param placeOf the place of a domain by its number; 0 or none: it is not wanted; null: its place is its number
   * @param shift is added to every place of `placeOf`
   */
  addPacked(
    bytes: Uint8Array,
    senders: ReadonlySet<number> | null,
    placeOf: Int32Array | null = null,
    shift = 0,
  ): void {
    const { packed } = this;
    packed.open(bytes);
    while (!packed.ended) {
      const sender = packed.read();
      if (!senders || senders.has(sender)) this.addSender(placeOf, shift);
      else packed.skipList();
    }
  }

  private addSender(placeOf: Int32Array | null, shift: number): void {
    const { packed } = this;
    packed.read();
    const rows = this.locate(placeOf, shift);
    const { placeOfRow } = this;
    for (const counts of this.columns) {
      const isDense = packed.read() === 1;
      const read = packed.readList(isDense ? rows : undefined);
      const { numbers } = packed;
      if (isDense) for (let row = 0; row < rows; row++) counts[placeOfRow[row]!]! += toCount(numbers[row]!);
      else
        for (let i = 0, row = numbers[0]!; i < read && row < rows; i += 2, row += 1 + numbers[i]!)
          counts[placeOfRow[row]!]! += toCount(numbers[i + 1]!);
    }
  }

  /** Reads the domains of a sender. Returns how many rows there are up to the last that can be wanted. */
  private locate(placeOf: Int32Array | null, shift: number): number {
    const { packed } = this;
    const read = packed.readList();
    if (this.placeOfRow.length < read) this.placeOfRow = new Int32Array(2 * read);
    const { placeOfRow } = this;
    const { numbers } = packed;
    const last = placeOf ? placeOf.length - 1 : Number.MAX_SAFE_INTEGER;
    let highest = 0;
    let rows = 0;
    for (let domain = numbers[0]!; rows < read && domain <= last; domain += numbers[++rows]!) {
      const place = placeOf ? placeOf[domain]! : domain;
      if (place > highest) highest = place;
      // What nobody wants is added up at place 0.
      placeOfRow[rows] = place === 0 ? 0 : place + shift;
    }
    this.reach(highest + shift);
    return rows;
  }

  private reach(place: number): void {
    if (place < this.columns[0]!.length) return;
    for (const [column, counts] of this.columns.entries()) {
      const grown = new Float64Array(2 * (place + 1));
      grown.set(counts);
      this.columns[column] = grown;
    }
  }

  /** Where anything is counted, in order. */
  places(): number[] {
    const found: number[] = [];
    for (let place = 1; place < this.columns[0]!.length; place++)
      for (const counts of this.columns)
        if (counts[place] !== 0) {
          found.push(place);
          break;
        }
    return found;
  }

  /** What is counted at a place, 0 where nothing is. */
  at(place: number, column: number): number {
    return this.columns[column]?.[place] ?? 0;
  }
}
