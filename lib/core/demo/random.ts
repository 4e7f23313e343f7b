/** A stream of numbers that is the same for the same seed, everywhere. Not for secrets. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Each item as often as its weight says. */
  weighted<T extends { weight: number }>(items: readonly T[]): T;
  /** In the form of a version 4 UUID. */
  uuid(): string;
}

/** A small generator over a 32-bit counter and an avalanche of its bits. */
export function random(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return (x ^ (x >>> 14)) >>> 0;
  };
  const next = () => bits() / 2 ** 32;
  const hex = () => bits().toString(16).padStart(8, "0");
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighted(items) {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return items.at(-1)!;
    },
    uuid() {
      const [a, b, c, d] = [hex(), hex(), hex(), hex()];
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
}
