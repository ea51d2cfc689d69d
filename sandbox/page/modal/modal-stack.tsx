import { useEffect, useId, useRef } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import type { Entries } from "../../demo/entries.ts";
import { useBlockContext } from "../blocks/block-context.tsx";
import { useAll } from "../live/live-provider.tsx";
import styles from "./modal.module.css";
import { ModalFrame } from "./modal-frame.tsx";

/** The person's open modals, the top one in front. */
export function ModalStack() {
  const modals = useAll("modal").toSorted((one, other) => one.depth - other.depth);
  return modals.map((modal, index) => (
    <ModalLayer key={modal.id} view={modal} onTop={index === modals.length - 1} />
  ));
}

function ModalLayer({ view, onTop }: { view: Entries["modal"]; onTop: boolean }) {
  const { act } = useBlockContext();
  const titleId = useId();
  const dialog = useRef<HTMLElement>(null);
  useFocusInside(dialog, onTop, view.hash);
  // What is refused is shown when the person presses a button; Escape has nothing to show it at.
  const close = () => void act.closeModal(false).catch(() => {});
  return (
    <ModalOverlay
      isOpen
      className={`${styles.overlay} ${onTop ? "" : styles.below}`}
      data-depth={view.depth}
      onOpenChange={(open) => !open && onTop && close()}
    >
      <Modal className={styles.modal ?? ""}>
        <Dialog ref={dialog} className={styles.dialog ?? ""} aria-labelledby={titleId}>
          <ModalFrame view={view} depth={view.depth} titleId={titleId} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A view that was replaced may have taken the focus with it. */
function useFocusInside(dialog: React.RefObject<HTMLElement | null>, onTop: boolean, hash: string) {
  const seen = useRef(hash);
  useEffect(() => {
    if (!onTop || seen.current === hash) return;
    seen.current = hash;
    if (document.activeElement && document.activeElement !== document.body) return;
    dialog.current?.querySelector<HTMLElement>("[data-modal-title]")?.focus();
  }, [dialog, onTop, hash]);
}
