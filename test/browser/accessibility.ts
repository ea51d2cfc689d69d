import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe finds on the page as it stands, of what keeps people out: each rule with the elements that break it. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // By the debugger's protocol, as the page's own policy forbids scripts from elsewhere.
  const debug = await page.context().newCDPSession(page);
  try {
    await debug.send("Runtime.evaluate", { expression: source });
    const { result, exceptionDetails } = await debug.send("Runtime.evaluate", {
      expression: "axe.run(document).then(({ violations }) => violations)",
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(`axe failed: ${exceptionDetails.text}`);
    return (result.value as Violation[])
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(describe).join("\n")}`);
  } finally {
    await debug.detach();
  }
}

function describe({ html, failureSummary = "" }: Violation["nodes"][number]): string {
  return `  ${html.slice(0, 200)}\n    ${failureSummary.replaceAll("\n", "\n    ")}`;
}
