import { ApiError } from "./api-error.ts";
import type { Core } from "./core.ts";
import { type Method, requireScope } from "./methods/arguments.ts";
import { chatMethods } from "./methods/chat.ts";
import { conversationMethods } from "./methods/conversations.ts";
import { scheduleMethods } from "./methods/scheduled-messages.ts";
import { teamMethods } from "./methods/team.ts";
import { userMethods } from "./methods/users.ts";
import { viewMethods } from "./methods/views.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Fields } from "./validation/check.ts";

const methods: Record<string, Method> = {
  ...teamMethods,
  ...chatMethods,
  ...scheduleMethods,
  ...conversationMethods,
  ...userMethods,
  ...viewMethods,
};

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Fields;
  /** Sent in place of the body. */
  raw?: string;
}

export interface WebApi {
  call(method: string, authorization: string | undefined, args: Fields): Reply;
}

export function rateLimited(retryAfterSeconds: number): Reply {
  return {
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: { ok: false, error: "ratelimited" },
  };
}

export function createWebApi(deps: {
  core: Core;
  limits: RateLimits;
  tokens: { bot: string; app: string };
  scopes: readonly string[];
}): WebApi {
  const authorize = (method: Method, token: string) => {
    if (token === "") throw new ApiError("not_authed");
    if (!Object.values(deps.tokens).includes(token)) throw new ApiError("invalid_auth");
    if (token !== deps.tokens[method.token]) throw new ApiError("not_allowed_token_type");
    if (method.scope) requireScope(deps.scopes, method.scope);
  };
  const run = (name: string, token: string, args: Fields): Reply => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new ApiError("unknown_method", { req_method: name });
    authorize(method, token);
    const waitSeconds = deps.limits.exceeded(name, method.perMinute, args.channel);
    if (waitSeconds !== null) return rateLimited(waitSeconds);
    return { status: 200, headers: {}, body: { ok: true, ...method.run(args, deps.core) } };
  };
  return {
    call: (name, authorization, args) => {
      const token =
        authorization?.replace(/^Bearer /, "") ?? (typeof args.token === "string" ? args.token : "");
      let reply: Reply;
      try {
        reply = run(name, token, args);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        reply = { status: 200, headers: {}, body: { ok: false, error: error.code, ...error.extra } };
      }
      reply.headers["x-oauth-scopes"] = deps.scopes.join(",");
      return reply;
    },
  };
}
