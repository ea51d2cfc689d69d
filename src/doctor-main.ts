import { hostname } from "node:os";
import { systemClock } from "./clock.ts";
import { type Config, ConfigError, parseConfig } from "./config.ts";
import { type CheckResult, failed } from "./doctor/check.ts";
import { createDoctor } from "./doctor/create-doctor.ts";
import { doctorUsage, parseDoctorOptions } from "./doctor/doctor-options.ts";
import { reportLine, reportSummary } from "./doctor/report.ts";
import { createBoltLogger, createLogger } from "./logger.ts";

const EXIT_FAULT = 1;
// EX_USAGE and EX_CONFIG of sysexits.h; the bot itself ends with the latter where no start would help.
const EXIT_USAGE = 64;
const EXIT_SETTINGS = 78;
const SETTINGS = ["configuration", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"];

const options = parseDoctorOptions(process.argv.slice(2));
if ("problems" in options) {
  process.stderr.write(`${options.problems.join("\n")}\n\n--help tells how it is used.\n`);
  process.exitCode = EXIT_USAGE;
} else if (options.isHelp) {
  process.stdout.write(doctorUsage);
} else {
  const { isJson } = options;
  const say = (result: CheckResult) =>
    process.stdout.write(`${isJson ? JSON.stringify(result) : reportLine(result)}\n`);
  const results = await examine(say);
  if (!isJson) process.stdout.write(`\n${reportSummary(results)}\n`);
  process.exitCode = exitCode(results);
}

async function examine(told: (result: CheckResult) => void): Promise<CheckResult[]> {
  const config = readConfig();
  if ("verdict" in config) {
    told(config);
    return [config];
  }
  const doctor = createDoctor({
    config,
    clock: systemClock,
    logger: createBoltLogger(createLogger({ level: "silent", secrets: [] })),
    machine: { host: hostname(), isAlive },
    nodeVersion: process.versions.node,
  });
  const results = await doctor.run(told);
  await doctor.close();
  return results;
}

/** Without a configuration nothing else can be asked. */
function readConfig(): Config | CheckResult {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      name: "configuration",
      ...failed("it cannot be used, so that nothing else was checked", ...error.problems),
    };
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function exitCode(results: readonly CheckResult[]): number {
  const names = results.filter(({ verdict }) => verdict === "failed").map(({ name }) => name);
  if (names.some((name) => SETTINGS.includes(name))) return EXIT_SETTINGS;
  return names.length > 0 ? EXIT_FAULT : 0;
}
