/** Negative where `a` is the older one. Numbers count as such, and `3.22.0-rc1` comes before `3.22.0`. */
export function compareVersions(a: string, b: string): number {
  const [as, bs] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(as.length, bs.length); at += 1) {
    const order = compareParts(as[at], bs[at]);
    if (order !== 0) return order;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

type Part = number | string;

function partsOf(version: string): Part[] {
  return (version.replace(/^v/, "").match(/\d+|[a-z]+/gi) ?? []).map((part) =>
    /^\d/.test(part) ? Number(part) : part,
  );
}

/** Of what follows the numbers that both share: a word comes before nothing, and nothing before a number. */
function compareParts(a: Part | undefined, b: Part | undefined): number {
  const rank = (part: Part | undefined) => (typeof part === "string" ? 0 : part === undefined ? 1 : 2);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
