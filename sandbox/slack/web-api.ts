import { ApiError } from "./api-error.ts";
import type { Core } from "./core.ts";
import type { TokenKind } from "./faults.ts";
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

const tokenKinds: readonly TokenKind[] = ["bot", "app"];

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
  /** Slack's error for every call with this token; null where there is none. */
  refusal: (token: TokenKind) => string | null;
}): WebApi {
  const kindOf = (token: string) => tokenKinds.find((kind) => deps.tokens[kind] === token) ?? null;
  const authorize = (method: Method, token: string) => {
    if (token === "") throw new ApiError("not_authed");
    const kind = kindOf(token);
    if (kind === null) throw new ApiError("invalid_auth");
    const refusal = deps.refusal(kind);
    if (refusal !== null) throw new ApiError(refusal);
    if (kind !== method.token) throw new ApiError("not_allowed_token_type");
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
      // Of a token that it does not know, Slack tells nothing.
      const kind = kindOf(token);
      if (kind !== null && deps.refusal(kind) === null) {
        reply.headers["x-oauth-scopes"] = kind === "bot" ? deps.scopes.join(",") : "connections:write";
      }
      return reply;
    },
  };
}
