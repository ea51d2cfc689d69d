import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { Confirm } from "../../slack/block.ts";
import { Button } from "../design/button.tsx";
import styles from "./confirm-dialog.module.css";
import { TextWords } from "./text-words.tsx";

/** Slack's question before an action. */
export function ConfirmDialog({ confirm, answer }: { confirm: Confirm; answer: (yes: boolean) => void }) {
  const look = (confirm as { style?: string }).style === "danger" ? "danger" : "primary";
  return (
    <ModalOverlay isOpen className={styles.overlay ?? ""} onOpenChange={() => answer(false)}>
      <Modal className={styles.modal ?? ""}>
        <Dialog role="alertdialog" className={styles.dialog ?? ""}>
          <Heading slot="title" level={2} className={styles.title ?? ""}>
            {confirm.title.text}
          </Heading>
          <div className={styles.body}>
            <TextWords text={confirm.text} />
          </div>
          <div className={styles.foot}>
            {/* What changes nothing is what a hasty Enter presses. */}
            <Button autoFocus onPress={() => answer(false)}>
              {confirm.deny?.text ?? "No"}
            </Button>
            <Button look={look} onPress={() => answer(true)}>
              {confirm.confirm?.text ?? "Yes"}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
