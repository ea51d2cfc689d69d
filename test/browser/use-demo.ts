import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { startChromium } from "../../sandbox/browser/chromium.ts";
import { type Demo, startDemo } from "../../sandbox/demo/start-demo.ts";

/** A demo and a browser for the tests of one file. */
export function useDemo(): { readonly demo: Demo; readonly browser: Browser } {
  let demo: Demo | null = null;
  let browser: Browser | null = null;
  beforeAll(async () => {
    demo = await startDemo({ port: 0 });
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });
  const begun = <T>(part: T | null): T => {
    if (!part) throw new Error("It is there once the tests have begun.");
    return part;
  };
  return {
    get demo() {
      return begun(demo);
    },
    get browser() {
      return begun(browser);
    },
  };
}
