import type { Dispatcher } from "undici";

/** Names the instants around each request to ngrok: `before ngrok restart`, `after ngrok restart`, `before ngrok read endpoints`. */
export function watchNgrok(point: (name: string) => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const name = requestName(options.method, options.path);
    point(`before ngrok ${name}`);
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onRequestUpgrade: (controller, status, headers, socket) =>
        handler.onRequestUpgrade?.(controller, status, headers, socket),
      onResponseStart: (controller, status, headers, message) => {
        // The answer has come, and nobody in the process has seen it yet.
        point(`after ngrok ${name}`);
        handler.onResponseStart?.(controller, status, headers, message);
      },
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
  };
}

const INGRESS_CHANGES: Record<string, string> = { POST: "create", PATCH: "edit", DELETE: "delete" };

/** What the request asks for, in the words of operations. */
function requestName(method: string, path: string): string {
  const [resource = "", id, command] = (path.split("?")[0] ?? "").split("/").filter((part) => part !== "");
  if (command !== undefined) return command;
  if (method === "GET") return `read ${resource}${id === undefined ? "" : " by id"}`;
  return INGRESS_CHANGES[method] ?? method;
}
