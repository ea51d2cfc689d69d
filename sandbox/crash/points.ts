/** Where a process is to die: at the nth time that it comes to a point. */
export interface Arming {
  points: Record<string, number>;
  /** The same for every point that is not named; null: none of them kills. */
  others: number | null;
}

const unarmed: Arming = { points: {}, others: null };

export interface PointsDeps {
  arming: Arming;
  /** Told of each point when it is met for the first time. */
  met: (name: string) => void;
  /** Told once, at the point where the process is to die. */
  die: (name: string) => void;
}

/** Answers a function that every named instant of the process calls with its name. */
export function createPoints({ arming, met, die }: PointsDeps): (name: string) => void {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count === 1) met(name);
    const last = Object.hasOwn(arming.points, name) ? arming.points[name] : arming.others;
    if (last === count) die(name);
  };
}

/** @throws when `text` is no arming */
export function parseArming(text: string | undefined): Arming {
  if (text === undefined || text === "") return unarmed;
  const { points = {}, others = null } = JSON.parse(text) as Partial<Arming>;
  return { points, others };
}
