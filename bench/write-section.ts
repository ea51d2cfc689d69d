import { globSync, readFileSync, writeFileSync } from "node:fs";

/** Puts the lines between `<!-- name -->` and `<!-- /name -->`, wherever in `docs/` these stand. */
export function writeSection(name: string, lines: readonly string[]): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const path = globSync("docs/*.md").find((one) => readFileSync(one, "utf8").includes(begin));
  if (!path) throw new Error(`No page in docs/ has ${begin}`);
  const text = readFileSync(path, "utf8");
  const [before = ""] = text.split(begin);
  const [, after = ""] = text.split(end);
  writeFileSync(path, `${before}${begin}\n${lines.join("\n")}\n${end}${after}`);
}
