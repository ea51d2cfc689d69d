import type { Figures } from "./figures.ts";

const START = "<!-- campaign -->";
const END = "<!-- /campaign -->";

/** The page with the figures between its markers. @throws when the markers are not there */
export function withFigures(page: string, figures: readonly Figures[]): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`The page has no ${START} … ${END}`);
  const parts = [page.slice(0, start + START.length), figuresTable(figures), page.slice(end)];
  return parts.filter((part) => part !== "").join("\n\n");
}

const DATABASES = { sqlite: "SQLite", postgres: "PostgreSQL" };

const rows: [what: string, value: (figures: Figures) => string | number][] = [
  ["operations", ({ operations }) => operations],
  ["accepted clicks", ({ clicks }) => clicks],
  ["lives of a process", ({ lives }) => lives],
  ["killed with SIGKILL", ({ kills }) => kills],
  ["named points that were met", ({ points }) => points],
  [
    "of them, killed at",
    ({ killsByPoint }) => Object.values(killsByPoint).filter((kills) => kills > 0).length,
  ],
  ["calls to ngrok that change something", ({ calls }) => calls],
  ["agents restarted", ({ restarts }) => restarts],
  ["**operations lost**", ({ lost }) => lost],
  ["**calls that nobody approved**", ({ unapproved }) => unapproved],
  ["**agents restarted twice by one approval**", ({ doubledRestarts }) => doubledRestarts],
  ["**cards, reports or notices posted twice**", ({ doubledMessages }) => doubledMessages],
  ["**left unfinished**", ({ unfinished }) => unfinished],
  ["**breaches of any rule**", ({ violations }) => violations],
  ["updates sent a second time, as the first answer was lost", ({ repeatedUpdates }) => repeatedUpdates],
  [
    "shortest time from ngrok's 204 to the restart",
    ({ shortestWaitMs }) => (shortestWaitMs === null ? "–" : `${(shortestWaitMs / 1000).toFixed(1)} s`),
  ],
  ["the clock, times as fast as real time", ({ speed }) => speed],
  ["seed", ({ seed }) => seed],
  ["date", ({ date }) => date],
  ["Node", ({ node }) => node],
];

function figuresTable(figures: readonly Figures[]): string {
  if (figures.length === 0) return "";
  const head = figures.map(
    ({ database, processes }) =>
      `${DATABASES[database]}, ${processes === 1 ? "one process" : `${processes} processes`}`,
  );
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...head]),
    line(["---", ...head.map(() => "---:")]),
    ...rows.map(([what, value]) => line([what, ...figures.map(value)])),
  ].join("\n");
}
