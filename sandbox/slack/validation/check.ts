/** Collects what is wrong with one value; the words are those of Slack's `response_metadata.messages`. */
export interface Findings {
  readonly messages: string[];
  add(words: string, pointer: string): void;
}

export type Check = (value: unknown, pointer: string, findings: Findings) => void;

export type Fields = Record<string, unknown>;

export function createFindings(): Findings {
  const messages: string[] = [];
  return { messages, add: (words, pointer) => messages.push(`[ERROR] ${words} [json-pointer:${pointer}]`) };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function string(max: number, min = 1): Check {
  return (value, pointer, findings) => {
    if (typeof value !== "string") findings.add("must be a string", pointer);
    else if (value.length < min) findings.add(`must be more than ${min - 1} characters`, pointer);
    else if (value.length > max) findings.add(`must be less than ${max + 1} characters`, pointer);
  };
}

export function matching(pattern: RegExp, words: string): Check {
  return (value, pointer, findings) => {
    if (typeof value !== "string" || !pattern.test(value)) findings.add(words, pointer);
  };
}

export function oneOf(...allowed: unknown[]): Check {
  return (value, pointer, findings) => {
    if (!allowed.includes(value)) findings.add("must be a valid enum value", pointer);
  };
}

export const boolean: Check = (value, pointer, findings) => {
  if (typeof value !== "boolean") findings.add("must be a boolean", pointer);
};

export function integer(min: number, max: number): Check {
  return (value, pointer, findings) => {
    if (typeof value !== "number" || !Number.isInteger(value)) findings.add("must be an integer", pointer);
    else if (value < min || value > max) findings.add(`must be between ${min} and ${max}`, pointer);
  };
}

export function list(check: Check, max: number, min = 1): Check {
  return (value, pointer, findings) => {
    if (!Array.isArray(value)) return findings.add("must be an array", pointer);
    if (value.length < min) findings.add(`no less than ${min} items allowed`, pointer);
    if (value.length > max) findings.add(`no more than ${max} items allowed`, pointer);
    for (const [index, item] of value.entries()) check(item, `${pointer}/${index}`, findings);
  };
}

/** Any number of checks on one value. */
export function all(...checks: Check[]): Check {
  return (value, pointer, findings) => {
    for (const check of checks) check(value, pointer, findings);
  };
}

/** An object with these fields and no others. */
export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, pointer, findings) => {
    if (!isFields(value)) return findings.add("must provide an object", pointer);
    for (const [name, check] of Object.entries(required)) {
      if (value[name] === undefined) findings.add(`missing required field: ${name}`, pointer);
      else check(value[name], `${pointer}/${name}`, findings);
    }
    for (const [name, content] of Object.entries(value)) {
      if (content === undefined || name in required) continue;
      const check = optional[name];
      if (check) check(content, `${pointer}/${name}`, findings);
      else findings.add(`invalid additional property: ${name}`, pointer);
    }
  };
}

/** Chooses the check by the field `type`. */
export function byType(checks: Record<string, Check>): Check {
  return (value, pointer, findings) => {
    if (!isFields(value)) return findings.add("must provide an object", pointer);
    const { type } = value;
    if (typeof type !== "string") return findings.add("missing required field: type", pointer);
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (check) check(value, pointer, findings);
    else findings.add(`unsupported type: ${type}`, `${pointer}/type`);
  };
}
