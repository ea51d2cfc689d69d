import { UserRefusal } from "../user-error.ts";
import { frozenText } from "../views/freeze-words.ts";
import type { HandlerDeps } from "./deps.ts";

/** @throws UserRefusal while all changes are frozen */
export async function refuseFrozen({ freezes }: Pick<HandlerDeps, "freezes">): Promise<void> {
  const freeze = await freezes.current();
  if (freeze) throw new UserRefusal(frozenText(freeze));
}
