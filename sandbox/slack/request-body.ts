import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";
import { type Fields, isFields } from "./validation/check.ts";

const LARGEST_BODY_BYTES = 2_000_000;
/** Sent as JSON inside a form. */
const structured = ["blocks", "attachments", "metadata", "view"];

/** @throws ApiError `request_too_large` */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY_BYTES) throw new ApiError("request_too_large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function orAsIs(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @throws ApiError `invalid_json`, `json_not_object` */
export function parseJson(text: string): Fields {
  let value: unknown;
  try {
    value = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new ApiError("invalid_json");
  }
  if (!isFields(value)) throw new ApiError("json_not_object");
  return value;
}

/** The arguments of a Web API call. @throws ApiError `invalid_post_type`, `invalid_json` and their like */
export async function readArguments(request: IncomingMessage): Promise<Fields> {
  const text = await readText(request);
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (type === "application/json") return parseJson(text);
  if (type !== "application/x-www-form-urlencoded" && text !== "") throw new ApiError("invalid_post_type");
  const form = Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, structured.includes(name) ? orAsIs(value) : value]),
  );
}
