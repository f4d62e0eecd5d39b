import { findCode } from "../advice-code.ts";

/** What can be set, by the name that is typed and stored. */
export const SETTING_NAMES = [
  "language",
  "mention_only",
  "private_only",
  "onboarding",
  "unprompted",
  "keep_questions",
  "retention_days",
  "who_may_change",
] as const;
export type SettingName = (typeof SETTING_NAMES)[number];

/** The second words that each request understands; `settings` and `later` have rules of their own. */
const SECOND: Readonly<Record<string, readonly string[]>> = {
  onboarding: ["on", "off", "dm", "preview", "card"],
  unprompted: ["on", "off"],
  report: [],
  export: [],
  forget: ["yes", "no"],
};
/** Marks a setting as the whole workspace's rather than the channel's. */
export const WORKSPACE_WORD = "workspace";
const MOST_WORDS = 4;

/**
 * Whether these words ask for something that needs the store: `settings`, `settings mention_only on workspace`,
 * `onboarding preview`, `unprompted on`, `report`, `export`, `forget yes`, `later <code> ja`. Anything else, such as
 * `export a model to ONNX`, is a question.
 */
export function isRequest(words: readonly string[]): boolean {
  const [name = "", ...others] = words;
  if (words.length > MOST_WORDS || words.join("/").length > 60) return false;
  if (name === "settings") return isSettingsRequest(others);
  if (name === "later") return isLaterRequest(others);
  const known = Object.hasOwn(SECOND, name) ? SECOND[name] : undefined;
  return known !== undefined && others.length <= 1 && others.every((word) => known.includes(word));
}

/** The typed words of a command → the request, or null when they are none. */
export function readRequest(text: string): readonly string[] | null {
  const [name = "", ...others] = text
    .trim()
    .split(/\s+/)
    .slice(0, MOST_WORDS + 1);
  const request = [name.toLowerCase(), ...others.map(nameOrValue)];
  return isRequest(request) ? request : null;
}

function nameOrValue(word: string): string {
  return findCode(word) ?? word.toLowerCase();
}

/** An advice code, and the language to ask in. */
function isLaterRequest([code = "", language = "en", ...more]: readonly string[]): boolean {
  return findCode(code) === code && /^[a-z]{2,3}$/.test(language) && more.length === 0;
}

function isSettingsRequest(words: readonly string[]): boolean {
  const [name, value, scope] = words;
  if (name === undefined || (name === WORKSPACE_WORD && words.length === 1)) return true;
  return (
    SETTING_NAMES.some((known) => known === name) &&
    value !== undefined &&
    /^[a-z0-9_-]{1,20}$/.test(value) &&
    (scope === undefined || scope === WORKSPACE_WORD)
  );
}
