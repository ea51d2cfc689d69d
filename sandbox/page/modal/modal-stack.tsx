import { useAll } from "../live/live-provider.tsx";

/** The person's open modals, the top one in front. */
export function ModalStack() {
  const modals = useAll("modal");
  return modals.map((modal) => <dialog key={modal.id}>{modal.title?.text}</dialog>);
}
