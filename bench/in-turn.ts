/**
 * Measures each variant once, then each again, so that whatever else the machine does meets all of them.
 * Every second round goes backwards: nobody is always the one after the same other.
 */
export async function inTurn<Variant, Result>(
  variants: readonly Variant[],
  runs: number,
  measure: (variant: Variant, run: number) => Promise<Result>,
): Promise<Map<Variant, Result[]>> {
  const results = new Map<Variant, Result[]>(variants.map((variant) => [variant, []]));
  for (let run = 1; run <= runs; run += 1) {
    for (const variant of run % 2 === 1 ? variants : variants.toReversed()) {
      results.get(variant)?.push(await measure(variant, run));
    }
  }
  return results;
}
