import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** @throws Error that says what to install */
export function chromiumPath(): string {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : USUAL_PLACES;
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    `No Chromium at ${places.join(", ")}. On Debian: apt-get install chromium. Elsewhere, set CHROMIUM to its path.`,
  );
}

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: [
      // As root, in a container, there is no sandbox to be had.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
