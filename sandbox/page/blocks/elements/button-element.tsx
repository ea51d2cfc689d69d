import { Button, type ButtonProps } from "../../design/button.tsx";
import { useBlockContext } from "../block-context.tsx";
import { useScope } from "../block-scope.tsx";
import { safeUrl } from "../safe-url.ts";
import { BusySign, LeavingSign } from "../signs.tsx";
import { wordsOf } from "../text-words.tsx";
import type { ElementProps } from "./labelling.ts";

/** A button whose press the bot answers; one with a URL leads there as well. */
export function ButtonElement({ element }: ElementProps) {
  const { perform, isBusy } = useScope();
  const { follow } = useBlockContext();
  const busy = isBusy(element);
  const url = element.url ? safeUrl(element.url) : null;
  const press = async () => {
    // At once: a window that opens after a wait is taken for an unasked one.
    if (url && !element.confirm) open(url, follow);
    const done = await perform(element, element.value === undefined ? {} : { value: element.value });
    if (url && element.confirm && done) open(url, follow);
  };
  const name = element.accessibility_label;
  return (
    <Button
      look={lookOf(element.style)}
      isPending={busy}
      onPress={press}
      {...(typeof name === "string" ? { "aria-label": name } : {})}
    >
      {busy && <BusySign words="Working" />}
      {wordsOf(element.text)}
      {url && <LeavingSign />}
    </Button>
  );
}

function lookOf(style: string | undefined): NonNullable<ButtonProps["look"]> {
  return style === "primary" || style === "danger" ? style : "default";
}

function open(url: string, follow: ((url: string) => (() => void) | null) | undefined) {
  const own = follow?.(url);
  if (own) own();
  else window.open(url, "_blank", "noopener,noreferrer");
}
