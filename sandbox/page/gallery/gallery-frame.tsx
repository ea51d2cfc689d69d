import type { GalleryDrawing } from "../../demo/gallery-entries.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Unformatted } from "../blocks/mrkdwn.tsx";
import { ModalFrame } from "../modal/modal-frame.tsx";
import styles from "./gallery.module.css";

/** What the bot drew, on what it stands on in Slack. */
export function GalleryFrame({ id, drawing }: { id: string; drawing: GalleryDrawing }) {
  switch (drawing.kind) {
    case "message":
      return <MessageFrame id={id} text={drawing.text} blocks={drawing.blocks} />;
    case "modal":
      return (
        <div className={styles.modal}>
          <ModalFrame
            view={{ ...drawing.view, id, values: drawing.values, errors: drawing.errors, trouble: null }}
          />
        </div>
      );
    case "home":
      return (
        <div className={styles.home}>
          <Blocks
            blocks={drawing.view.blocks}
            surface={{ kind: "view", viewId: id }}
            values={drawing.values}
          />
        </div>
      );
    case "options":
      return (
        <ul className={styles.options}>
          {drawing.options.map(({ text, description, value }) => (
            <li key={value}>
              {text.text}
              {description && <span className={styles.description}>{description.text}</span>}
            </li>
          ))}
        </ul>
      );
  }
}

type Message = Extract<GalleryDrawing, { kind: "message" }>;

function MessageFrame({ id, text, blocks }: { id: string } & Pick<Message, "text" | "blocks">) {
  const [first] = blocks;
  // Words alone are the same in a notification.
  const isSame = blocks.length === 1 && typeof first?.text === "object" && first.text.text === text;
  return (
    <>
      <div className={styles.message}>
        <Blocks blocks={blocks} surface={{ kind: "message", channel: "gallery", ts: id }} />
      </div>
      {!isSame && (
        <div className={styles.notification}>
          <span className={styles.label}>Notification</span>
          <Unformatted text={text} />
        </div>
      )}
    </>
  );
}
