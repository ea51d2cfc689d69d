import type { Compilable, Kysely } from "kysely";
import type { Tables } from "./tables.ts";

interface Place {
  place: string;
}

/**
 * A query that is asked every second or two: it is built and compiled once, which takes longer than the answer.
 * `value` stands for what is passed at each turn; what `build` does must not depend on it.
 */
export function createPolledQuery<Values extends Record<string, number | string>, Row>(
  db: Kysely<Tables>,
  build: (value: <Name extends keyof Values & string>(name: Name) => Values[Name]) => Compilable<Row>,
): (values: Values) => Promise<Row[]> {
  const compiled = build((name) => ({ place: name }) as unknown as Values[typeof name]).compile();
  return async (values) => {
    const parameters = compiled.parameters.map((given) => (isPlace(given) ? values[given.place] : given));
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}

function isPlace(given: unknown): given is Place {
  return typeof given === "object" && given !== null && "place" in given;
}
