import { Refusal } from "./reply.ts";

const keys =
  "API keys and instructions are available on your dashboard: https://dashboard.ngrok.com/api-keys";
const client =
  "Please check your API client implementation and review the API documentation: https://ngrok.com/docs/api";

// The texts are those of https://ngrok.com/docs/errors/reference. The statuses of the requests' own
// errors follow captures; those of remote commands (80x, 112x) and of ingresses (67xx) are not known.
const commandStatus = 400;
const ingressStatus = 400;

export const requestRefusals = {
  missingKey: () => new Refusal(403, 200, `You did not specify any API authentication. ${keys}`),
  // Both repeat the whole credential, as the real ones do: whoever logs an answer must redact it.
  malformedKey: (key: string) =>
    new Refusal(
      403,
      202,
      `The API authentication you specified does not look like a valid credential. Your credential: '${key}'. ${keys}`,
    ),
  wrongKey: (key: string) =>
    new Refusal(
      403,
      203,
      `The API authentication you specified is properly formed, but it is invalid. Your authentication: '${key}'. ${keys}`,
    ),
  unsupportedContentType: (type: string) =>
    new Refusal(415, 210, `The content type you specified '${type}' is not supported by the API. ${client}`),
  unexpectedBody: (method: string) =>
    new Refusal(
      400,
      211,
      `The ${method} request you made does not expect a body, but you provided one. ${client}`,
    ),
  unreadableBody: () =>
    new Refusal(400, 213, `The 'application/json' request body could not be parsed. ${client}`),
  unknownField: (name: string, supported: readonly string[]) =>
    new Refusal(
      400,
      214,
      `The request parameter '${name}' is unknown and not expected. The supported fields are: [${supported.join(", ")}]. ${client}`,
    ),
  invalidValue: (name: string) =>
    new Refusal(400, 215, `The value provided for the request parameter '${name}' is invalid. ${client}`),
  missingContentType: () =>
    new Refusal(
      400,
      216,
      "You did not provide a Content-Type with your request. Please check your API client implementation and use one of the supported content types: https://ngrok.com/docs/api#content-types",
    ),
  wrongVersion: (version: string) =>
    new Refusal(
      400,
      217,
      `The provided API version '${version}' is invalid or unsupported. Supported versions: 2. Please check your API client implementation.`,
    ),
  missingVersion: () =>
    new Refusal(
      400,
      218,
      "Your request has not specified an API version. Please include the version you wish to use in the Ngrok-Version header. Supported versions: 2.",
    ),
  tooManyAtOnce: (max: number) =>
    new Refusal(429, 225, `Your account is limited to ${max} simultaneous API requests.`),
  tooManyPerMinute: (max: number) =>
    new Refusal(429, 226, `Your account is rate limited to ${max} API requests per 1m0s.`),
  wrongPrefix: (id: string, prefix: string) =>
    new Refusal(400, 227, `The ID '${id}' is invalid. Expected an ID with a prefix of '${prefix}'.`),
  unknownQuery: (unknown: readonly string[], supported: readonly string[]) =>
    new Refusal(
      400,
      231,
      `The query part of the requested URI includes unknown parameters: [${unknown.join(", ")}]. The supported parameters are: [${supported.join(", ")}]. ${client}`,
    ),
  repeatedQuery: (name: string, values: readonly string[]) =>
    new Refusal(
      400,
      232,
      `The request must specify only a single value for the '${name}' parameter but got ${values.length}: ${values.join(", ")}. ${client}`,
    ),
  limitOutOfRange: (value: string) =>
    new Refusal(400, 233, `The page size limit must be between 1 and 100 but '${value}' was provided.`),
  limitNotANumber: (value: string) =>
    new Refusal(
      400,
      244,
      `The page size limit must be a number between 1 and 100 but '${value}' was provided.`,
    ),
  tooLarge: (max: number) => new Refusal(413, 812, `Your request exceeded the maximum size of ${max} bytes.`),
  ownerMayNotWrite: () =>
    new Refusal(403, 635, "API access requires that the owner of the API key has write privileges."),
  sessionsNotAllowed: () =>
    new Refusal(403, 1700, "Your account is not authorized to use tunnel session operations."),
  restartsNotAllowed: () =>
    new Refusal(403, 1701, "Your account is not authorized to restart or stop tunnel sessions."),
  updatesNotAllowed: () =>
    new Refusal(403, 1702, "Your account is not authorized to update tunnel sessions."),
  // Seen without an `error_code` for sessions; the other kinds are taken to be alike.
  notFound: () => new Refusal(404, null, "Resource not found"),
  methodNotAllowed: () => new Refusal(405, null, "Method not allowed"),
};

export const commandRefusals = {
  restartUnsupported: (reason: string) =>
    new Refusal(commandStatus, 804, `This ngrok agent does not support remote restarting: ${reason}.`),
  stopUnsupported: (reason: string) =>
    new Refusal(commandStatus, 805, `This ngrok agent does not support remote stopping: ${reason}.`),
  updateUnsupported: (reason: string) =>
    new Refusal(commandStatus, 806, `This ngrok agent does not support remote updating: ${reason}.`),
  stopFailed: (text: string) =>
    new Refusal(commandStatus, 807, `The remote ngrok agent failed to stop because of an error: ${text}`),
  restartFailed: (text: string) =>
    new Refusal(commandStatus, 808, `The remote ngrok agent failed to restart because of an error: ${text}`),
  updateFailed: (text: string) =>
    new Refusal(commandStatus, 809, `The remote ngrok agent failed to update because of an error: ${text}`),
  networkError: () =>
    new Refusal(
      502,
      810,
      "There was a networking error while trying to send this operation to the ngrok agent or trying to read the response. This usually indicates that the ngrok agent was in the process of shutting down or reconnecting, but it could also result from a networking timeout or failure. It is possible, but unlikely, that the operation succeeded.",
    ),
  sshUpdate: () => new Refusal(commandStatus, 1121, "SSH sessions do not support update."),
  sshRestart: () => new Refusal(commandStatus, 1122, "SSH sessions do not support restart."),
};

export const ingressRefusals = {
  descriptionTooLong: (bytes: number) =>
    new Refusal(
      ingressStatus,
      6700,
      `Description is limited to 255 characters, but the provided value had ${bytes} characters.`,
    ),
  metadataTooLong: (bytes: number) =>
    new Refusal(
      ingressStatus,
      6701,
      `Metadata is limited to 4096 characters, but the provided value had ${bytes} characters.`,
    ),
  invalidDomain: (domain: string) =>
    new Refusal(
      ingressStatus,
      6704,
      `The specified domain "${domain}" is not a valid domain name. Enter a valid DNS name.`,
    ),
  ngrokDomain: (domain: string) =>
    new Refusal(
      ingressStatus,
      6705,
      `The agent ingress domain "${domain}" must be a third party domain, you may not enter a domain controlled by ngrok.`,
    ),
  domainExists: (domain: string) =>
    new Refusal(
      ingressStatus,
      6706,
      `The agent ingress domain "${domain}" already exists, choose another domain.`,
    ),
};
