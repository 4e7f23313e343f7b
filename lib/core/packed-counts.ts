/**
 * Many small counts in few bytes, added up at a hundred million a second: what a UTC day counted of each recipient
 * domain, by sender. For each sender, in order: its number and a list; in that how many domains there are, a list of the
 * steps from each to the next, and for each column whether it is dense and a list of its counts: all of them, or before
 * each that is not 0 how many are. A list begins with its length in bytes; numbers are LEB128, counts zigzag besides.
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

  /** Damaged rollups have negative counts: what is read of them is to be the same, packed or not. */
  writeCount(count: number): void {
    this.write(count < 0 ? -2 * count - 1 : 2 * count);
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

class Reader {
  /** The next byte. */
  at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Nearly all numbers are one byte long. */
  read(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    // Behind the end there is nothing, which is more than no number.
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.at++]!;
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }

  readCount(): number {
    const value = this.read();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Where the list ends that begins here. */
  readEnd(): number {
    const length = this.read();
    return this.at + length;
  }
}

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
  packed.write(rows.length);
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
        if (isDense) list.writeCount(count);
        else if (count === 0) zeros++;
        else {
          list.write(zeros);
          list.writeCount(count);
          zeros = 0;
        }
    });
  }
}

/** Counts by place, from 1, so many side by side at each. In one flat array: it is added to millions of times. */
export class CountTable {
  private cells = new Float64Array(0);
  /** Of each row of the sender that is read: where its counts are added. */
  private cellOf = new Int32Array(0);
  constructor(private readonly columns: number) {}

  add(place: number, counts: number[]): void {
    this.reach(place);
    for (const [column, count] of counts.entries()) this.cells[place * this.columns + column]! += count;
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
    const packed = new Reader(bytes);
    while (!packed.ended) {
      const sender = packed.read();
      const end = packed.readEnd();
      if (!senders || senders.has(sender)) this.addSender(packed, placeOf, shift);
      packed.at = end;
    }
  }

  private addSender(packed: Reader, placeOf: Int32Array | null, shift: number): void {
    const all = packed.read();
    const rows = this.locate(packed, all, placeOf, shift);
    const { columns, cells, cellOf } = this;
    for (let column = 0; column < columns; column++) {
      const isDense = packed.read() === 1;
      const end = packed.readEnd();
      if (isDense) for (let i = 0; i < rows; i++) cells[cellOf[i]! + column]! += packed.readCount();
      else
        for (let i = 0; packed.at < end; i++) {
          i += packed.read();
          if (i >= rows) break;
          cells[cellOf[i]! + column]! += packed.readCount();
        }
      packed.at = end;
    }
  }

  /** Reads the domains of a sender. Returns how many rows there are up to the last that can be wanted. */
  private locate(packed: Reader, all: number, placeOf: Int32Array | null, shift: number): number {
    if (this.cellOf.length < all) this.cellOf = new Int32Array(2 * all);
    const { columns, cellOf } = this;
    const end = packed.readEnd();
    const last = placeOf ? placeOf.length - 1 : Number.MAX_SAFE_INTEGER;
    let highest = 0;
    let rows = 0;
    for (let domain = 0; rows < all; rows++) {
      domain += packed.read();
      if (domain > last) break;
      const place = placeOf ? placeOf[domain]! : domain;
      if (place > highest) highest = place;
      // What nobody wants is added up at place 0.
      cellOf[rows] = place === 0 ? 0 : (place + shift) * columns;
    }
    packed.at = end;
    this.reach(highest + shift);
    return rows;
  }

  private reach(place: number): void {
    const needed = (place + 1) * this.columns;
    if (needed <= this.cells.length) return;
    const grown = new Float64Array(2 * needed);
    grown.set(this.cells);
    this.cells = grown;
  }

  /** Where anything is counted, in order. */
  places(): number[] {
    const found: number[] = [];
    for (let place = 1; place * this.columns < this.cells.length; place++)
      for (let column = 0; column < this.columns; column++)
        if (this.at(place, column) !== 0) {
          found.push(place);
          break;
        }
    return found;
  }

  /** What is counted at a place, 0 where nothing is. */
  at(place: number, column: number): number {
    return this.cells[place * this.columns + column] ?? 0;
  }
}
