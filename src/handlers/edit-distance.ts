/** How many letters must be changed, added, taken away or swapped with their neighbour. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = at(above, j) + (letter === other ? 0 : 1);
      const swapped = letter === b[j - 1] && a[i - 1] === other ? at(before, j - 1) + 1 : changed;
      row.push(Math.min(changed, swapped, at(above, j + 1) + 1, at(row, j) + 1));
    }
    before = above;
    above = row;
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
