import type { Settings } from "./settings.ts";
import { isValue, RULES, settingName } from "./settings.ts";

/** Settings by scope: `*`, a workspace such as `slack:T1`, a channel such as `slack:T1/C1`. */
export type SettingsFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

const SCOPE = /^(\*|(slack|discord):[A-Za-z0-9]+(\/[A-Za-z0-9]+)?)$/;

/**
 * The text of a settings file, such as `{"slack:T1": {"keep_questions": "on"}}`. `languages` are the tags that the bot
 * speaks. @throws one error that names every fault.
 */
export function parseSettingsFile(text: string, languages: readonly string[]): SettingsFile {
  const faults: string[] = [];
  const parsed = parseJson(text);
  if (!isRecord(parsed)) {
    throw new Error(
      'The settings file must be a JSON object of scopes, such as {"slack:T1/C1": {"mention_only": "on"}}.',
    );
  }
  for (const [scope, values] of Object.entries(parsed)) {
    if (!SCOPE.test(scope))
      faults.push(
        `${scope} is no scope; wanted: *, slack:TEAM, slack:TEAM/CHANNEL, discord:GUILD or discord:GUILD/CHANNEL`,
      );
    if (!isRecord(values)) faults.push(`${scope} must be an object of settings`);
    else {
      for (const [name, value] of Object.entries(values)) {
        const fault = faultOf(scope, name, value, languages);
        if (fault) faults.push(`${scope}: ${name} ${fault}`);
      }
    }
  }
  if (faults.length > 0) {
    throw new Error(
      `The settings file has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}.`).join("\n")}`,
    );
  }
  return parsed as SettingsFile;
}

function faultOf(
  scope: string,
  text: string,
  value: unknown,
  languages: readonly string[],
): string | null {
  const name = settingName(text);
  if (!name) return `is no setting; there are ${Object.keys(RULES).join(", ")}`;
  if (typeof value !== "string" || !isValue(name, value, languages)) {
    const { values } = RULES[name];
    const possible =
      values === "number"
        ? '"1" to "3650"'
        : (values === "language" ? languages : values).join(", ");
    return `cannot be ${JSON.stringify(value)}; possible: ${possible}`;
  }
  return scope.includes("/") && !RULES[name].perChannel ? "cannot be set for a channel" : null;
}

/** Sets what the file says, each change with its audit line. What it does not name stays. Safe to call again. */
export async function applySettingsFile(file: SettingsFile, settings: Settings): Promise<void> {
  for (const [scope, values] of Object.entries(file)) {
    for (const [text, value] of Object.entries(values)) {
      const name = settingName(text);
      if (name) await settings.change(scope, name, value, "file");
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The settings file is not JSON: ${String(cause)}`, { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
