import { type FormEvent, useId, useRef } from "react";
import type { View } from "../../slack/view-store.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { FormContext } from "../blocks/form-context.tsx";
import { BackSign, BusySign, CrossSign, WarningSign } from "../blocks/signs.tsx";
import { Button } from "../design/button.tsx";
import styles from "./modal.module.css";
import { type ModalForm, useFocusOnError, useModalForm } from "./use-modal-form.ts";

type Drawn = Pick<View, "id" | "title" | "submit" | "close" | "blocks" | "values" | "errors" | "trouble">;

export interface ModalFrameProps {
  view: Drawn;
  /** How many modals lie below. */
  depth?: number;
  /** Of the title, by which a dialog around it is named. */
  titleId?: string;
}

/** One modal, and the person's hands on it. */
export function ModalFrame({ view, depth = 0, titleId }: ModalFrameProps) {
  const modal = useModalForm();
  const frame = useRef<HTMLFormElement>(null);
  const { form, sending, words, answers } = modal;
  const formId = useId();
  useFocusOnError(frame, answers, { ...view.errors, ...form.said });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a portal of this one is not this one.
    if (event.target === frame.current) void modal.submit();
  };
  const trouble = words ?? view.trouble;
  return (
    <div className={styles.frame} aria-busy={sending}>
      <Head view={view} depth={depth} titleId={titleId} close={modal.close} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard. */}
      <div className={styles.body} tabIndex={0} data-modal-body>
        <form id={formId} ref={frame} noValidate onSubmit={submit} className={styles.form}>
          {trouble && (
            <p className={styles.trouble} role="alert">
              <WarningSign />
              {trouble}
            </p>
          )}
          <FormContext value={form}>
            <Blocks
              blocks={view.blocks}
              surface={{ kind: "view", viewId: view.id }}
              values={view.values}
              errors={view.errors}
            />
          </FormContext>
        </form>
      </div>
      <Foot view={view} modal={modal} formId={formId} />
    </div>
  );
}

interface HeadProps {
  view: Drawn;
  depth: number;
  titleId: string | undefined;
  close: ModalForm["close"];
}

function Head({ view, depth, titleId, close }: HeadProps) {
  return (
    <header className={styles.head}>
      {depth > 0 && (
        <Button look="plain" aria-label="Back" onPress={() => void close(false)}>
          <BackSign />
        </Button>
      )}
      <h2 id={titleId} className={styles.title} tabIndex={-1} data-modal-title>
        {view.title?.text}
      </h2>
      <Button
        look="plain"
        aria-label={depth > 0 ? "Close all" : "Close"}
        onPress={() => void close(depth > 0)}
      >
        <CrossSign />
      </Button>
    </header>
  );
}

function Foot({ view, modal, formId }: { view: Drawn; modal: ModalForm; formId: string }) {
  const { sending, close } = modal;
  return (
    <footer className={styles.foot}>
      <Button onPress={() => void close(false)}>{view.close?.text ?? "Cancel"}</Button>
      {view.submit && (
        <Button type="submit" form={formId} look="primary" isPending={sending}>
          {sending && <BusySign words="Sending" />}
          {view.submit.text}
        </Button>
      )}
    </footer>
  );
}
