/** ngrok's error codes on which something here depends; source: ngrok.com/docs/errors. */
export const errorCodes = {
  tooManyAtOnce: "ERR_NGROK_225",
  tooManyPerMinute: "ERR_NGROK_226",
  wrongIdPrefix: "ERR_NGROK_227",
  keyOwnerMayNotWrite: "ERR_NGROK_635",
  restartUnsupported: "ERR_NGROK_804",
  stopUnsupported: "ERR_NGROK_805",
  updateUnsupported: "ERR_NGROK_806",
  stopFailed: "ERR_NGROK_807",
  restartFailed: "ERR_NGROK_808",
  updateFailed: "ERR_NGROK_809",
  /** The network between ngrok and the agent failed: a stop was seen to have worked all the same. */
  commandOutcomeUnknown: "ERR_NGROK_810",
  sshCannotUpdate: "ERR_NGROK_1121",
  sshCannotRestart: "ERR_NGROK_1122",
  accountMayNotUseSessions: "ERR_NGROK_1700",
  accountMayNotRestartOrStop: "ERR_NGROK_1701",
  accountMayNotUpdate: "ERR_NGROK_1702",
  ingressDescriptionTooLong: "ERR_NGROK_6700",
  ingressMetadataTooLong: "ERR_NGROK_6701",
  ingressHasNoNsRecords: "ERR_NGROK_6702",
  ingressHasWrongNsRecords: "ERR_NGROK_6703",
  ingressDomainInvalid: "ERR_NGROK_6704",
  ingressDomainNotOwned: "ERR_NGROK_6705",
  ingressExists: "ERR_NGROK_6706",
  accountMayNotReserveIngress: "ERR_NGROK_6707",
} as const;

/** Whether the code is one of `errorCodes` that says for certain that nothing was done. */
export function isRefusal(code: string): boolean {
  return code !== errorCodes.commandOutcomeUnknown && Object.values<string>(errorCodes).includes(code);
}
