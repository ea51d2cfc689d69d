import { Button, type ButtonProps } from "../../design/button.tsx";
import { useScope } from "../block-scope.tsx";
import { safeUrl } from "../safe-url.ts";
import { BusySign, LeavingSign } from "../signs.tsx";
import { wordsOf } from "../text-words.tsx";
import type { ElementProps } from "./labelling.ts";

/** A button whose press the bot answers; one with a URL leads there as well. */
export function ButtonElement({ element }: ElementProps) {
  const { perform, isBusy } = useScope();
  const busy = isBusy(element);
  const url = element.url ? safeUrl(element.url) : null;
  const press = async () => {
    // At once: a window that opens after a wait is taken for an unasked one.
    if (url && !element.confirm) follow(url);
    const done = await perform(element, element.value === undefined ? {} : { value: element.value });
    if (url && element.confirm && done) follow(url);
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

/** As a click on a link, so that the page may lead to a place of its own. */
function follow(url: string) {
  const link = Object.assign(document.createElement("a"), { href: url, target: "_blank", rel: "noreferrer" });
  document.body.append(link);
  link.click();
  link.remove();
}
