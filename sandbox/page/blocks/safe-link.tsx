import type { ReactNode } from "react";
import { useBlockContext } from "./block-context.tsx";
import { safeUrl } from "./safe-url.ts";

/** A link that leads where it says; what no person should follow is text. */
export function SafeLink({ url, children }: { url: string; children?: ReactNode }) {
  const { follow } = useBlockContext();
  const safe = safeUrl(url);
  if (!safe)
    return children ? (
      <>
        {children} ({url})
      </>
    ) : (
      url
    );
  const own = follow?.(safe);
  return (
    <a
      href={safe}
      title={safe}
      {...(own
        ? {
            onClick: (event) => {
              event.preventDefault();
              own();
            },
          }
        : { target: "_blank", rel: "noreferrer" })}
    >
      {children ?? safe}
    </a>
  );
}
