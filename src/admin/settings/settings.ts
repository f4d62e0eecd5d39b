import { LRUCache } from "lru-cache";
import { SETTING_NAMES, type SettingName } from "../../dialogue/policy/admin-request.ts";
import { channelOf, workspaceOf } from "../../store/keys.ts";
import { PATIENCE_MS, retryWhileBusy } from "../../store/sql/retry.ts";
import type { Store } from "../../store/store.ts";

/** What a setting may be. `number`: days. `language`: a tag that the bot speaks. `null` default: see `settings:values`. */
type Rule = {
  readonly values: readonly string[] | "language" | "number";
  readonly byDefault: string;
  /** Whether one channel may have its own. */
  readonly perChannel: boolean;
};

const SWITCH = ["on", "off"] as const;
const MOST_DAYS = 3_650;

/** All settings. The defaults are quiet: nothing is said unasked, and no words of questions are kept. */
export const RULES: Readonly<Record<SettingName, Rule>> = {
  language: { values: "language", byDefault: "auto", perChannel: true },
  mention_only: { values: SWITCH, byDefault: "off", perChannel: true },
  private_only: { values: SWITCH, byDefault: "off", perChannel: true },
  onboarding: { values: ["on", "off", "dm"], byDefault: "off", perChannel: true },
  unprompted: { values: SWITCH, byDefault: "off", perChannel: true },
  keep_questions: { values: SWITCH, byDefault: "off", perChannel: true },
  retention_days: { values: "number", byDefault: "operator", perChannel: false },
  who_may_change: { values: ["admins", "everyone"], byDefault: "admins", perChannel: false },
};

/** The workspace's channel in which newcomers are welcomed; set along with `onboarding`. */
export const WELCOME_CHANNEL = "welcome_channel";

/** What takes a setting away. */
export const UNSET = "default";

/** Whether a setting can have the value; `languages` are the tags that the bot speaks. */
export function isValue(name: SettingName, value: string, languages: readonly string[]): boolean {
  const { values } = RULES[name];
  if (values === "number")
    return /^[1-9]\d{0,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_DAYS;
  return (values === "language" ? languages : values).includes(value);
}

/** The values set in one scope, such as `slack:T1/C1`. */
export type Values = Readonly<Record<string, string>>;

/** Reads settings, and keeps them for a short while, so that a turn costs the store nothing more. */
export type Settings = {
  /** The values of the scope alone. A database that is away is tried again for `withinMs`. */
  of(scope: string, withinMs?: number): Promise<Values>;
  /** The value that holds at a place, given by a key or a scope within a workspace. */
  at(place: string, name: SettingName, withinMs?: number): Promise<string>;
  /** Sets (null: removes) a value, with its audit line. */
  change(scope: string, name: SettingName, value: string | null, who: string): Promise<void>;
};

/** After this, in ms, what is known is read anew beside the turn that asks for it; other instances then see a change. */
const KEPT_MS = 10_000;
/** What is older than this, in ms, is not taken for known. */
const KNOWN_MS = 60_000;
const KEPT_SCOPES = 10_000;
const EVERYWHERE = "*";

export function createSettings(
  store: Pick<Store, "settings" | "changeSetting" | "preferLanguage">,
  now: () => number,
): Settings {
  const kept = new LRUCache<string, { readonly values: Values; readonly at: number }>({
    max: KEPT_SCOPES,
  });

  async function of(scope: string, withinMs = PATIENCE_MS): Promise<Values> {
    const found = kept.get(scope);
    if (found && now() - found.at < KEPT_MS) return found.values;
    const read = () => store.settings(scope);
    try {
      return keep(scope, found ? await read() : await retryWhileBusy(read, () => true, withinMs));
    } catch (error) {
      // A store that is away costs the freshness of what is known, not the answer.
      if (found) return found.values;
      throw error;
    }
  }

  /** What is known of the scope, or null. What is no longer fresh is read anew for the next one who asks. */
  function known(scope: string): Values | null {
    const found = kept.get(scope);
    const age = found ? now() - found.at : Number.POSITIVE_INFINITY;
    if (!found || age >= KNOWN_MS) return null;
    if (age >= KEPT_MS) void of(scope).catch(() => undefined);
    return found.values;
  }

  function keep(scope: string, values: Values): Values {
    kept.set(scope, { values, at: now() });
    return values;
  }

  return {
    of,
    async at(place, name, withinMs) {
      for (const scope of [channelOf(place), workspaceOf(place), EVERYWHERE]) {
        const values = known(scope) ?? (await of(scope, withinMs));
        const value = values[name];
        if (value !== undefined) return value;
      }
      return RULES[name].byDefault;
    },
    async change(scope, name, value, who) {
      await store.changeSetting(scope, name, value, who);
      if (name === "language") await store.preferLanguage(scope, value);
      kept.delete(scope);
      if (name !== "onboarding" || value === null || value === "off" || !scope.includes("/"))
        return;
      // A join that names no channel is welcomed in the one for which it was wished last.
      await store.changeSetting(workspaceOf(scope), WELCOME_CHANNEL, scope, who);
      kept.delete(workspaceOf(scope));
    },
  };
}

/** The text as the name of a setting, or null. */
export function settingName(text: string): SettingName | null {
  return SETTING_NAMES.find((name) => name === text) ?? null;
}
