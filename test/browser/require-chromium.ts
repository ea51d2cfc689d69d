import { chromiumPath } from "../../sandbox/browser/chromium.ts";

/** Without a browser these tests would show nothing: they fail and say what is missing. */
export function setup(): void {
  chromiumPath();
}
