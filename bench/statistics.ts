/** Of an even number the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The least value that at least this share of all do not exceed. @throws Error where there is none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error("Nothing was measured.");
  return value;
}

/** To so many digits that mean something, as a table shows it. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toPrecision(digits));
}
