/** A set of 64-bit keys in eight to sixteen bytes each, for as many as a file has lines. */
export class KeySet {
  private slots = new BigUint64Array(1024);
  private size = 0;

  /** @returns whether the key is new. Keys must be spread evenly, as hashes are. */
  add(key: bigint): boolean {
    // Nought marks a free slot.
    const wanted = BigInt.asUintN(64, key) || 1n;
    const place = this.placeOf(wanted);
    if (this.slots[place] === wanted) return false;
    this.slots[place] = wanted;
    this.size += 1;
    if (this.size * 2 > this.slots.length) this.grow();
    return true;
  }

  private placeOf(key: bigint): number {
    const last = this.slots.length - 1;
    let place = Number(key & 0xffff_ffffn) & last;
    while (this.slots[place] !== 0n && this.slots[place] !== key) place = (place + 1) & last;
    return place;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new BigUint64Array(before.length * 2);
    for (const key of before) if (key !== 0n) this.slots[this.placeOf(key)] = key;
  }
}
