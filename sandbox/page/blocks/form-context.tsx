import { createContext, useContext } from "react";
import type { Element } from "../../slack/block.ts";
import type { FormQueue } from "./form-queue.ts";

/** The modal around an input. */
export interface Form {
  queue: FormQueue;
  /** By `block_id`: what is wrong with an entry by Slack's form itself, or by the sandbox. */
  said: Readonly<Record<string, string>>;
  /** What stands in an input now, though it may not be sent; null when the input is gone. */
  typed(blockId: string, element: Element, text: string | null): void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form | null {
  return useContext(FormContext);
}
