export interface ProductionPackage {
  name: string;
  version: string;
  /** As its author names it, by SPDX; null where he does not. */
  licence: string | null;
}

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
}

const FOLDER = "node_modules/";

/** What `npm ci --omit=dev --omit=optional` installs, by name; one that is there in two versions stands twice. */
export function productionPackages(lockfile: string): ProductionPackage[] {
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, Locked> };
  const all = Object.entries(packages).flatMap(([path, { version, license, dev, optional, devOptional }]) => {
    const name = path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);
    const isInstalled = path.includes(FOLDER) && !dev && !optional && !devOptional;
    return isInstalled && version ? [{ name, version, licence: license ?? null }] : [];
  });
  const unique = new Map(all.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].toSorted((one, other) =>
    `${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1,
  );
}

/** The page that lists them. */
export function licencesPage(packages: readonly ProductionPackage[]): string {
  const rows = packages.map(
    ({ name, version, licence }) =>
      `| [${name}](https://www.npmjs.com/package/${name}/v/${version}) | ${version} | ${licence ?? "not named"} |`,
  );
  const counts = Map.groupBy(packages, ({ licence }) => licence ?? "not named");
  const summary = [...counts]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([licence, all]) => `${all.length} ${licence}`)
    .join(", ");
  return [
    "# Licences",
    "",
    `The bot itself is under the [MIT licence](../LICENSE). Installed with \`npm ci --omit=dev --omit=optional\` it comes with ${packages.length} packages: ${summary}. The words of each licence are in its package. \`npm run licences\` writes this page from package-lock.json.`,
    "",
    "| package | version | licence |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
