import type { Operation, Report } from "../../operations/operation.ts";
import { code, count, listThatFits, shown } from "../operation-words.ts";
import { duration, escapeText } from "../text.ts";

/** `3.19.0 → 3.22.1, away 6 s. New session ts_… 2 of 2 URLs are back.` */
export function reportWords(operation: Operation, report: Report): string {
  return `${returnWords(operation, report)} ${backWords(report)}`.trim();
}

/** The same without its URLs. */
export function returnWords(operation: Operation, report: Report): string {
  const away = report.awayMs === null ? "" : `, away ${duration(report.awayMs)}`;
  return `${versionWords(operation, report)}${away}. New session ${code(report.newSessionId)}.`;
}

export function oldVersion(operation: Operation): string {
  return operation.target.type === "session" ? version(operation.target.session.agentVersion) : "";
}

export function version(text: string): string {
  return shown(text, 40) || "unknown version";
}

function versionWords(operation: Operation, report: Report): string {
  const before = oldVersion(operation);
  const now = version(report.agentVersion);
  return before === now ? `Version ${now}` : `${before} → ${now}`;
}

export function backWords(report: Report): string {
  const all = report.backUrls.length + report.missingUrls.length;
  if (all === 0) return "";
  const back = report.backUrls.length;
  if (back === 0) return all === 1 ? "Its URL is not back." : `None of its ${all} URLs is back.`;
  return `${back} of ${count(all, "URL")} ${back === 1 ? "is" : "are"} back.`;
}

/** `Missing: tcp://1.tcp.eu.ngrok.io:20707 and 12 more` */
export function urlLine(label: string, urls: readonly string[], max: number): string {
  return `${label}: ${listThatFits(urls.map(escapeText), max)}`;
}

/** `ngrok's newest 3.x`: an update never crosses a major version. */
export function newestVersion(operation: Operation): string {
  const major = /^v?(\d+)\./.exec(oldVersion(operation))?.[1];
  return major ? `ngrok's newest ${escapeText(major)}.x` : "ngrok's newest";
}
