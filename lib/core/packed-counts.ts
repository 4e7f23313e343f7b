/**
 * Many small counts in few bytes, added up at a hundred million a second: what a UTC day counted of each recipient domain,
 * by sender. For each sender, in order, twice: its number and a list, first of its busiest domains, for who wants no
 * others, then of the rest. In that a list of the steps from one domain to the next, and for each column whether it is
 * dense and a list of its counts: all of them, or before each that is not 0 how many are. A list begins with its length in
 * bytes; numbers are LEB128, counts zigzag besides.
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
  at = 0;
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

  /** Where the list ends that begins here. */
  readEnd(): number {
    const length = this.read();
    return this.at + length;
  }

  /** Reads a list, and returns how many numbers it holds. */
  readList(): number {
    const end = this.readEnd();
    if (this.numbers.length < end - this.at) this.numbers = new Int32Array(2 * (end - this.at));
    const { bytes, numbers } = this;
    let { at } = this;
    let count = 0;
    while (at < end) {
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

/** Enough that what is busiest over a year is among them on nearly every day. */
const BUSIEST = 32;

/** @param rows whole numbers, by sender, then by domain, each pair once */
export function packCounts(rows: CountRow[]): Uint8Array {
  const packed = new Writer();
  for (let from = 0; from < rows.length; ) {
    const sender = rows[from]![0];
    let to = from;
    while (rows[to]?.[0] === sender) to++;
    const all = rows.slice(from, to);
    const busiest = new Set(all.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, BUSIEST));
    for (const isBusy of [true, false]) {
      packed.write(sender);
      packed.writeList((list) =>
        packRows(
          list,
          all.filter((row) => busiest.has(row) === isBusy),
        ),
      );
    }
    from = to;
  }
  return packed.done();
}

const sizeOf = ([, , ...counts]: CountRow): number => counts.reduce((sum, count) => sum + count, 0);

function packRows(packed: Writer, rows: CountRow[]): void {
  packed.writeList((list) => {
    for (const [i, [, domain]] of rows.entries()) list.write(domain - (rows[i - 1]?.[1] ?? 0));
  });
  for (let column = KEYS; rows[0] && column < rows[0].length; column++) {
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

/** A few domains, each with a place of its own. */
export interface Few {
  /** By their numbers, from 1; 0 where one is not wanted. */
  placeOf: Int32Array;
  /** How many are. */
  count: number;
  /** Is added to every place. */
  shift: number;
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
   * @param few the domains that are wanted; null: all, each at the place that is its number
   */
  addPacked(bytes: Uint8Array, senders: ReadonlySet<number> | null, few: Few | null = null): void {
    const { packed } = this;
    packed.open(bytes);
    let last = -1;
    let left = 0;
    while (!packed.ended) {
      const sender = packed.read();
      const end = packed.readEnd();
      if (sender !== last) left = few ? few.count : Number.MAX_SAFE_INTEGER;
      last = sender;
      if (left > 0 && (!senders || senders.has(sender))) {
        const found = few ? this.locateFew(few) : this.locate();
        left -= found;
        if (found > 0) this.addRows();
      }
      packed.at = end;
    }
  }

  /** Reads the domains of a sender, and returns how many there are. */
  private locate(): number {
    const { numbers, placeOfRow, rows } = this.readSteps();
    let domain = 0;
    for (let row = 0; row < rows; row++) {
      domain += numbers[row]!;
      placeOfRow[row] = domain;
    }
    this.reach(domain);
    return rows;
  }

  /** Reads the domains of a sender, and returns how many are wanted; what nobody wants is added up at place 0. */
  private locateFew({ placeOf, shift }: Few): number {
    const { numbers, placeOfRow, rows } = this.readSteps();
    let found = 0;
    for (let row = 0, domain = 0; row < rows; row++) {
      domain += numbers[row]!;
      const place = domain < placeOf.length ? placeOf[domain]! : 0;
      placeOfRow[row] = place === 0 ? 0 : place + shift;
      if (place === 0) continue;
      found++;
      this.reach(place + shift);
    }
    return found;
  }

  private readSteps() {
    const rows = this.packed.readList();
    if (this.placeOfRow.length < rows) this.placeOfRow = new Int32Array(2 * rows);
    return { rows, numbers: this.packed.numbers, placeOfRow: this.placeOfRow };
  }

  private addRows(): void {
    const { packed, placeOfRow } = this;
    for (const counts of this.columns) {
      const isDense = packed.read() === 1;
      const length = packed.readList();
      const { numbers } = packed;
      if (isDense) for (let row = 0; row < length; row++) counts[placeOfRow[row]!]! += toCount(numbers[row]!);
      else
        for (let i = 0, row = 0; i < length; i += 2, row++) {
          row += numbers[i]!;
          counts[placeOfRow[row]!]! += toCount(numbers[i + 1]!);
        }
    }
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
