import { ApiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import { slackLimits } from "../validation/slack-limits.ts";
import { parseView } from "../validation/validate-view.ts";
import type { View, ViewDraft } from "../view-store.ts";
import { given, type Method, type Run, required } from "./arguments.ts";
import { viewJson } from "./view-json.ts";

/** @throws ApiError `duplicate_external_id` */
function refuseDuplicate(draft: ViewDraft, core: Core, own: View | null) {
  const other = draft.externalId ? core.views.byExternalId(draft.externalId) : null;
  if (other && other !== own) throw new ApiError("duplicate_external_id");
}

function refuseStale(hash: string | null, view: View) {
  if (hash !== null && hash !== view.hash) throw new ApiError("hash_conflict");
}

const open: Run = (args, core) => {
  const draft = parseView(args.view, "modal");
  refuseDuplicate(draft, core, null);
  const { userId } = core.triggers.exchange(args.trigger_id);
  return { view: viewJson(core.views.open(userId, draft)) };
};

const push: Run = (args, core) => {
  const draft = parseView(args.view, "modal");
  refuseDuplicate(draft, core, null);
  const { userId } = core.triggers.exchange(args.trigger_id);
  const depth = core.views.stack(userId).length;
  if (depth === 0) throw new ApiError("not_found");
  if (depth >= slackLimits.viewStack) throw new ApiError("push_limit_reached");
  return { view: viewJson(core.views.push(userId, draft)) };
};

const update: Run = (args, core) => {
  const externalId = given(args, "external_id");
  const view = externalId ? core.views.byExternalId(externalId) : core.views.byId(required(args, "view_id"));
  if (view?.type !== "modal") throw new ApiError("not_found");
  const draft = parseView(args.view, "modal");
  refuseStale(given(args, "hash"), view);
  refuseDuplicate(draft, core, view);
  return { view: viewJson(core.views.replace(view, draft)) };
};

const publish: Run = (args, core) => {
  const userId = required(args, "user_id");
  if (!core.directory.personById(userId)) throw new ApiError("user_not_found");
  const draft = parseView(args.view, "home");
  const present = core.views.home(userId);
  if (present) refuseStale(given(args, "hash"), present);
  refuseDuplicate(draft, core, present);
  return { view: viewJson(core.views.publish(userId, draft)) };
};

const bot = { token: "bot", scope: null, perMinute: 100 } as const;

export const viewMethods: Record<string, Method> = {
  "views.open": { ...bot, run: open },
  "views.push": { ...bot, run: push },
  "views.update": { ...bot, run: update },
  "views.publish": { ...bot, run: publish },
};
