import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "../src/config.ts";
import { operationKinds } from "../src/operations/operation.ts";
import { environmentSchema } from "../src/variables.ts";

const needed = {
  SLACK_BOT_TOKEN: "xoxb-1-2-abc",
  SLACK_APP_TOKEN: "xapp-1-A1-2-abc",
  NGROK_API_KEY: "2abcDEFghiJKL_secretsecret",
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig({ ...needed, ...environment });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const everyKind = (approvals: number) => Object.fromEntries(operationKinds.map((kind) => [kind, approvals]));

describe("parseConfig", () => {
  test("three secrets are enough, the rest has defaults", () => {
    expect(parseConfig(needed)).toEqual({
      slackBotToken: "xoxb-1-2-abc",
      slackAppToken: "xapp-1-A1-2-abc",
      slackApiUrl: "https://slack.com/api/",
      ngrokApiKey: "2abcDEFghiJKL_secretsecret",
      ngrokApiUrl: "https://api.ngrok.com",
      ngrokRequestsPerMinute: 100,
      databaseUrl: "file:./data/ngrok-chatops.db",
      viewers: [],
      operators: [],
      approvers: [],
      admins: [],
      channels: [],
      approvalsChannel: null,
      approvalPing: [],
      announceChannel: null,
      approvalRequired: ["session-update", "ingress-delete"],
      approvalsNeeded: everyKind(1),
      allowSelfApproval: false,
      sessionLabel: null,
      restartWaitMs: 30_000,
      restartLatestMs: 900_000,
      approvalExpiresMs: 3_600_000,
      reconnectTimeoutMs: 180_000,
      proxy: null,
      healthPort: null,
      healthHost: "127.0.0.1",
      logLevel: "info",
    });
  });

  test("every bad variable is reported at once, with an example", () => {
    const problems = problemsOf({
      SLACK_APP_TOKEN: "",
      OPERATORS: "U012AB3CD, @maria",
      ALLOW_SELF_APPROVAL: "yes",
      LOG_LEVEL: "loud",
    });
    expect(problems.map((text) => text.split(" ")[0])).toEqual([
      "SLACK_APP_TOKEN",
      "OPERATORS",
      "ALLOW_SELF_APPROVAL",
      "LOG_LEVEL",
    ]);
    expect(problems[0]).toContain("is not set");
    expect(problems[1]).toContain('"U012AB3CD, @maria"');
    expect(problems[1]).toContain("OPERATORS=U012AB3CD,S045EF6GH");
  });

  test.each(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "NGROK_API_KEY", "DATABASE_URL", "HTTPS_PROXY"])(
    "a bad %s is reported without its value",
    (name) => {
      const problems = problemsOf({ [name]: "hush hush" });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(name);
      expect(problems[0]).not.toContain("hush");
    },
  );

  test("a blank variable counts as not set", () => {
    expect(parseConfig({ ...needed, RESTART_WAIT_SECONDS: "  ", APPROVALS_CHANNEL: "" })).toMatchObject({
      restartWaitMs: 30_000,
      approvalsChannel: null,
    });
  });

  test.each([
    ["RESTART_WAIT_SECONDS", "9"],
    ["RESTART_WAIT_SECONDS", "3601"],
    ["RESTART_WAIT_SECONDS", "12.5"],
    ["RESTART_WAIT_SECONDS", "1e3"],
    ["NGROK_REQUESTS_PER_MINUTE", "0"],
    ["APPROVAL_EXPIRES_MINUTES", "10081"],
    ["OPERATORS", "C012AB3CD"],
    ["OPERATORS", "U012AB3CD@U012AB3CE"],
    ["ADMINS", "U012AB3CD@"],
    ["VIEWERS", "U012AB3CD @C012AB3CD"],
    ["APPROVAL_PING", "U012AB3CD@C012AB3CD"],
    ["APPROVALS_CHANNEL", "U012AB3CD"],
    ["APPROVALS_CHANNEL", "C012AB3CD,C012AB3CE"],
    ["APPROVAL_REQUIRED", "session-update,none"],
    ["APPROVAL_REQUIRED", "session-reboot"],
    ["SLACK_API_URL", "http://slack.com/api/"],
    ["NGROK_API_URL", "http://127.0.0.1.example.com"],
    ["NGROK_API_URL", "https://key@api.ngrok.com"],
    ["DATABASE_URL", "./data/bot.db"],
    ["SESSION_LABEL", "two words"],
    ["HTTPS_PROXY", "proxy.example.com:3128"],
    ["HTTPS_PROXY", "socks5://proxy.example.com:1080"],
    ["HTTPS_PROXY", "http://proxy.example.com:3128/path"],
    ["HTTPS_PROXY", "http://name:%zz@proxy.example.com:3128"],
  ])("%s=%s is refused", (name, value) => {
    expect(problemsOf({ [name]: value })).toHaveLength(1);
  });

  test("plain http is accepted to this machine alone", () => {
    expect(
      parseConfig({
        ...needed,
        SLACK_API_URL: "http://127.0.0.1:4001/api",
        NGROK_API_URL: "http://[::1]:4002/",
      }),
    ).toMatchObject({ slackApiUrl: "http://127.0.0.1:4001/api/", ngrokApiUrl: "http://[::1]:4002" });
  });

  test("a proxy is read with whom it is not for, small letters first", () => {
    const url = "http://name:p%40ss@proxy.example.com:3128";
    expect(parseConfig({ ...needed, HTTPS_PROXY: url, NO_PROXY: "localhost, .example.com" }).proxy).toEqual({
      url,
      except: "localhost,.example.com",
    });
    const small = { https_proxy: "https://small.example.com", no_proxy: "*" };
    const both = { ...needed, HTTPS_PROXY: url, NO_PROXY: "localhost", ...small };
    expect(parseConfig(both).proxy).toEqual({ url: small.https_proxy, except: "*" });
    expect(parseConfig({ ...needed, NO_PROXY: "*" }).proxy).toBeNull();
    expect(parseConfig({ ...needed, log_level: "debug" }).logLevel).toBe("info");
  });

  test("nothing needs approval when that is said", () => {
    expect(parseConfig({ ...needed, APPROVAL_REQUIRED: "none" }).approvalRequired).toEqual([]);
  });

  test("approvers are pinged unless somebody else is named", () => {
    const APPROVERS = "U0000A, S0000B@C0000C";
    expect(parseConfig({ ...needed, APPROVERS }).approvalPing).toEqual([
      { id: "U0000A", channelId: null },
      { id: "S0000B", channelId: "C0000C" },
    ]);
    expect(parseConfig({ ...needed, APPROVERS, APPROVAL_PING: "S0000B" }).approvalPing).toEqual([
      { id: "S0000B", channelId: null },
    ]);
  });

  test("a role may be limited to a channel, and a person have it in several", () => {
    const config = parseConfig({ ...needed, OPERATORS: "S0000A@C0000C,S0000A@G0000D", ADMINS: "W0000B" });
    expect(config.operators).toEqual([
      { id: "S0000A", channelId: "C0000C" },
      { id: "S0000A", channelId: "G0000D" },
    ]);
    expect(config.admins).toEqual([{ id: "W0000B", channelId: null }]);
  });

  test("a role for a change that is limited to a channel where no card goes is a problem with words", () => {
    const roles = {
      VIEWERS: "U0000A@C0000D",
      OPERATORS: "U0000A@C0000C,S0000A@C0000D",
      APPROVERS: "U0000A@C0000D",
      ADMINS: "U0000A@C0000D",
    };
    expect(problemsOf(roles)).toEqual([]);
    const problems = problemsOf({ ...roles, APPROVALS_CHANNEL: "C0000C" });
    expect(problems.map((text) => text.split(" ")[0])).toEqual(["OPERATORS", "APPROVERS"]);
    expect(problems[0]).toContain(
      "would never hold: S0000A@C0000D. All cards go to APPROVALS_CHANNEL=C0000C",
    );
    expect(problems[0]).toContain("OPERATORS=S0000A, or name that one, for example OPERATORS=S0000A@C0000C");
  });

  test("nobody can change it afterwards", () => {
    const config = parseConfig({ ...needed, OPERATORS: "U0000A" });
    expect(() => config.operators.push({ id: "U0000B", channelId: null })).toThrow(TypeError);
  });
});

describe(".env.example", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const named = lines.flatMap((line) => /^#?([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
  const example = Object.fromEntries(named.flatMap((name, at) => (at % 2 ? [] : [[name, named[at + 1]]])));

  test("it names every variable and no other", () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  test("what it shows as defaults are the defaults", () => {
    expect(parseConfig({ ...example, ...needed })).toEqual(parseConfig(needed));
  });

  test("each variable stands under a comment of its own or its section's", () => {
    for (const [at, line] of lines.entries()) {
      if (/^#?[A-Z_]+=/.test(line)) expect(lines[at - 1], line).toMatch(/^# /);
    }
  });

  test("approvals are counted for all kinds, or for one, whatever the order", () => {
    const counted = (text: string) => parseConfig({ ...needed, APPROVALS_NEEDED: text }).approvalsNeeded;
    expect(counted("2")).toEqual(everyKind(2));
    expect(counted("ingress-delete:3, 2")).toEqual({ ...everyKind(2), "ingress-delete": 3 });
    expect(counted("session-update:2")).toEqual({ ...everyKind(1), "session-update": 2 });
  });

  test("approvals that are counted have to be asked for at all", () => {
    const environment = { ...needed, APPROVALS_NEEDED: "session-stop:2,ingress-delete:3" };
    expect(() => parseConfig(environment)).toThrow(
      /APPROVALS_NEEDED counts approvals of session-stop, which need none\. Name them in APPROVAL_REQUIRED too/,
    );
    const required = "session-update,ingress-delete,session-stop";
    expect(parseConfig({ ...environment, APPROVAL_REQUIRED: required }).approvalsNeeded["session-stop"]).toBe(
      2,
    );
  });

  test.each([
    "2,3",
    "ingress-delete:2,ingress-delete:1",
    "0",
    "6",
    "two",
    "2:ingress-delete",
    "agents:2",
    "ingress-delete:",
  ])("%s is no number of approvals", (text) => {
    expect(() => parseConfig({ ...needed, APPROVALS_NEEDED: text })).toThrow(/APPROVALS_NEEDED is not valid/);
  });

  test.each([
    ["OPERATORS", "xoxb-0000000000-sandboxsecret"],
    ["LOG_LEVEL", "2abcDEFghiJKLmnoPQRstuvWX_3aBcDeFgHiJkLmNoPqRs"],
    ["APPROVALS_NEEDED", needed.NGROK_API_KEY],
  ])("a secret that was put into %s is not repeated", (variable, secret) => {
    const message = messageOf({ ...needed, [variable]: secret });
    expect(message).toContain(`${variable} is not valid: "[redacted]"`);
    expect(message).not.toContain(secret);
  });
});

function messageOf(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
