/** The letters of a keyboard by row; a key touches those beside it, and two of the row below. */
const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
/** Letters that are read for one another, and the two that change places between QWERTY and QWERTZ. */
const ALIKE = ["0o", "1l", "1i", "il", "yz"];
const NEAR = new Set(ALIKE.flatMap(bothWays));

for (const [row, keys] of ROWS.entries()) {
  for (const [place, key] of [...keys].entries()) {
    const touched = [keys[place + 1], ROWS[row + 1]?.[place], ROWS[row + 1]?.[place - 1]];
    for (const other of touched) if (other) for (const pair of bothWays(key + other)) NEAR.add(pair);
  }
}

function bothWays(pair: string): string[] {
  return [pair, [...pair].reverse().join("")];
}

/**
 * How many slips of the hand lead from one text to the other: a letter too many, one missing, two neighbours swapped
 * (optimal string alignment), or the key beside the right one; any other wrong letter counts as two. Counts up to `most`;
 * beyond it the answer is `most + 1`.
 */
export function slips(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const [a, b] = [from.charAt(i - 1), to.charAt(j - 1)];
      const wrong = a === b ? 0 : NEAR.has(a + b) ? 1 : 2;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + wrong);
      if (i > 1 && j > 1 && a === to.charAt(j - 2) && b === from.charAt(i - 2))
        least = Math.min(least, at(beforeLast, j - 2) + 1);
      row.push(least);
    }
    // Rows that follow each other differ by one at most, so a swap cannot lead back below it.
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(at(last, to.length), most + 1);
}

const at = (row: number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY;
