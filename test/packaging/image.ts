import { readFileSync } from "node:fs";
import {
  type Copy,
  type Dockerfile,
  DockerfileParser,
  type Entrypoint,
  type From,
  type Healthcheck,
  type Instruction,
} from "dockerfile-ast";

export interface Stage {
  /** Null for the last one, which has none. */
  name: string | null;
  image: string;
  tag: string;
  instructions: Instruction[];
}

export const image: Dockerfile = DockerfileParser.parse(readFileSync("Dockerfile", "utf8"));

/** In their order; the last one is what becomes of it. */
export const stages: Stage[] = image.getFROMs().map((from: From) => ({
  name: from.getBuildStage(),
  image: from.getImageName() ?? "",
  tag: from.getImageTag() ?? "",
  instructions: [],
}));
let at = -1;
for (const instruction of image.getInstructions()) {
  if (instruction.getKeyword() === "FROM") at += 1;
  else stages[at]?.instructions.push(instruction);
}

/** What stands behind the keyword, continued lines joined. */
export function argumentsOf(instruction: Instruction): string {
  return (instruction.getArgumentsContent() ?? "").replaceAll(/\\\n\s*/g, " ");
}

export function instructionsOf(stage: Stage | undefined, keyword: string): Instruction[] {
  return (stage?.instructions ?? []).filter((instruction) => instruction.getKeyword() === keyword);
}

/** The words of an exec form; empty for a shell form. */
export function execForm(instruction: Entrypoint | Healthcheck | undefined): string[] {
  const strings = instruction && "getJSONStrings" in instruction ? instruction.getJSONStrings() : [];
  return strings.map((one) => JSON.parse(one.getValue()) as string);
}

/** From which stage (null: the folder of the Dockerfile) what goes where. */
export function copyOf(instruction: Instruction): { from: string | null; sources: string[]; to: string } {
  const paths = instruction.getArguments().map((argument) => argument.getValue());
  const [flag] = (instruction as Copy).getFlags();
  return {
    from: flag?.getName() === "from" ? (flag.getValue() ?? null) : null,
    sources: paths.slice(0, -1),
    to: paths.at(-1) ?? "",
  };
}
