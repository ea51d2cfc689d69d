import { Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import type { Option } from "../../../slack/block.ts";
import { Button } from "../../design/button.tsx";
import { useScope } from "../block-scope.tsx";
import { safeUrl } from "../safe-url.ts";
import { BusySign, DotsSign } from "../signs.tsx";
import type { ElementProps } from "./labelling.ts";
import styles from "./menu.module.css";

/** The menu behind three dots. */
export function OverflowElement({ element, labelling }: ElementProps) {
  const { perform, isBusy } = useScope();
  const busy = isBusy(element);
  const options = element.options ?? [];
  const name =
    labelling.label && labelling.label !== element.action_id ? `: ${firstLine(labelling.label)}` : "";
  return (
    <MenuTrigger>
      <Button look="default" aria-label={`More actions${name}`} isPending={busy}>
        {busy ? <BusySign words="Working" /> : <DotsSign />}
      </Button>
      <Popover placement="bottom end" className={styles.popover ?? ""}>
        <Menu
          className={styles.list ?? ""}
          aria-label="More actions"
          onAction={(key) => void perform(element, { option: String(key) })}
        >
          {options.map((option) => (
            <OverflowOption key={option.value} option={option} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function OverflowOption({ option }: { option: Option }) {
  const url = safeUrl(String((option as { url?: string }).url ?? ""));
  const link = url ? { href: url, target: "_blank", rel: "noreferrer" } : {};
  return (
    <MenuItem id={option.value} className={styles.item ?? ""} textValue={option.text.text} {...link}>
      <Text slot="label">{option.text.text}</Text>
      {option.description && (
        <Text slot="description" className={styles.description ?? ""}>
          {option.description.text}
        </Text>
      )}
    </MenuItem>
  );
}

/** Of mrkdwn, without its marks: a name to tell one menu from the next. */
function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "")
    .replace(/[*_~`]|<[^>]*>/g, "")
    .trim()
    .slice(0, 80);
}
