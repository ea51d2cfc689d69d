import { readFile, writeFile } from "node:fs/promises";
import { licencesPage, productionPackages } from "./production-packages.ts";

const file = (path: string) => new URL(`../${path}`, import.meta.url);

const lockfile = await readFile(file("package-lock.json"), "utf8");
await writeFile(file("docs/licences.md"), licencesPage(productionPackages(lockfile)));
