import { errorCodes } from "../ngrok/error-codes.ts";
import { NgrokApiError, NgrokRateLimitError } from "../ngrok/errors.ts";
import type { AskNgrok } from "./ask-ngrok.ts";
import { type Check, type Finding, failed, ok, unchecked } from "./check.ts";

/** Whether ngrok's API answers at all, whatever it says. */
export function checkNgrok(ngrok: AskNgrok, ngrokApiUrl: string): Check {
  return {
    name: "ngrok",
    run: async () => {
      try {
        await ngrok.sessions();
      } catch (error) {
        const answered = error instanceof NgrokApiError && error.status < 500;
        if (!answered && !(error instanceof NgrokRateLimitError)) return unreachable(error);
      }
      return ok(`answers at ${ngrokApiUrl}`);
    },
  };
}

export function checkNgrokKey(ngrok: AskNgrok): Check {
  return {
    name: "NGROK_API_KEY",
    needs: ["ngrok"],
    run: async () => {
      try {
        await ngrok.sessions();
        return ok("ngrok lists the sessions of its account");
      } catch (error) {
        return keyProblem(error);
      }
    },
  };
}

/** Whether the key may change anything: asked of a session that cannot exist, so that nothing is changed. */
export function checkNgrokPermission(ngrok: AskNgrok): Check {
  return {
    name: "ngrok permission",
    needs: ["NGROK_API_KEY"],
    run: async () => {
      const refusals = await Promise.all([refusalOf(ngrok.wouldRestart()), refusalOf(ngrok.wouldUpdate())]);
      return (
        refusals.find((one) => one !== null) ??
        ok("neither a restart nor an update is refused; asked of a session that cannot exist")
      );
    },
  };
}

/** Null where ngrok says only that there is no such session. */
async function refusalOf(change: Promise<unknown>): Promise<Finding | null> {
  try {
    await change;
    return null;
  } catch (error) {
    if (error instanceof NgrokApiError && error.status === 404) return null;
    return keyProblem(error);
  }
}

const SESSIONS_PLAN =
  "See https://ngrok.com/pricing for a plan that has it; what the bot does besides works.";

const KNOWN: Record<string, Finding> = {
  [errorCodes.keyOwnerMayNotWrite]: failed(
    `the key's owner may not write in the account (${errorCodes.keyOwnerMayNotWrite})`,
    "Have an administrator give that user write permission, or make a key of somebody who has it.",
  ),
  [errorCodes.accountMayNotUseSessions]: failed(
    `the account may not use session operations (${errorCodes.accountMayNotUseSessions})`,
    SESSIONS_PLAN,
  ),
  [errorCodes.accountMayNotRestartOrStop]: failed(
    `the account may not restart or stop sessions (${errorCodes.accountMayNotRestartOrStop})`,
    SESSIONS_PLAN,
  ),
  [errorCodes.accountMayNotUpdate]: failed(
    `the account may not update sessions (${errorCodes.accountMayNotUpdate})`,
    SESSIONS_PLAN,
  ),
};

function keyProblem(error: unknown): Finding {
  if (error instanceof NgrokRateLimitError) {
    return unchecked("as the account's request limit is used up; run this again in a minute");
  }
  if (!(error instanceof NgrokApiError)) return unreachable(error);
  const known = error.code === null ? undefined : KNOWN[error.code];
  if (known) return known;
  const code = error.code ?? `status ${error.status}`;
  if (error.status === 401 || error.status === 403) {
    return failed(
      `ngrok refuses the key (${code})`,
      "Make an API key (no authtoken) at https://dashboard.ngrok.com/api-keys and set NGROK_API_KEY to it.",
    );
  }
  return failed(
    `ngrok answers with an error (${code})`,
    "Look the code up at https://ngrok.com/docs/errors.",
  );
}

function unreachable(error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return failed(
    `its API cannot be used: ${reason}`,
    "Let this machine call https://api.ngrok.com over port 443; https://status.ngrok.com tells of outages.",
  );
}
