import type { ReactNode } from "react";
import { safeUrl } from "./safe-url.ts";

/** A link that leads where it says; what no person should follow is text. */
export function SafeLink({ url, children }: { url: string; children?: ReactNode }) {
  const safe = safeUrl(url);
  if (safe)
    return (
      <a href={safe} title={safe} target="_blank" rel="noreferrer">
        {children ?? safe}
      </a>
    );
  if (!children) return url;
  return (
    <>
      {children} ({url})
    </>
  );
}
