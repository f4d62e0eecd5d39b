import fc from "fast-check";
import { expect, test } from "vitest";
import { isValue, RULES } from "../../../src/admin/settings/settings.ts";
import { applySettingsFile, parseSettingsFile } from "../../../src/admin/settings/settings-file.ts";
import { SETTING_NAMES, type SettingName } from "../../../src/dialogue/policy/admin-request.ts";
import { anyJson, mutated, RUNS, understands } from "../../support/mutated.ts";

const LANGUAGES = ["en", "ja"];
const RIGHT: Readonly<Record<SettingName, readonly string[]>> = {
  language: LANGUAGES,
  mention_only: ["on", "off"],
  private_only: ["on", "off"],
  onboarding: ["on", "off", "dm"],
  unprompted: ["on", "off"],
  keep_questions: ["on", "off"],
  retention_days: ["1", "3650"],
  who_may_change: ["admins", "everyone"],
};
const SCOPES = ["*", "slack:T1", "slack:T1/C1", "discord:1", "discord:1/2"];

/** Lawful files, in which little or much is changed. */
const setting = fc
  .constantFrom(...SETTING_NAMES)
  .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...RIGHT[name])));
const values = fc
  .uniqueArray(setting, { selector: ([name]) => name, maxLength: 4 })
  .map((settings) => Object.fromEntries(settings));
const lawful = fc.dictionary(fc.constantFrom(...SCOPES), values, { maxKeys: 3 });
const renamed = fc
  .tuple(
    lawful,
    fc.oneof(fc.constantFrom("slack:", "__proto__", "*/C1", "slack:T1/C1/-"), fc.string()),
  )
  .map(([file, scope]) => JSON.parse(JSON.stringify({ ...file, [scope]: { mention_only: "on" } })));
const texts = fc.oneof(
  { arbitrary: lawful.map((file) => JSON.stringify(file)), weight: 2 },
  { arbitrary: mutated(fc.oneof(lawful, renamed)).map((file) => JSON.stringify(file)), weight: 6 },
  { arbitrary: anyJson.map((json) => JSON.stringify(json)), weight: 1 },
  {
    arbitrary: fc.oneof(
      fc.string(),
      lawful.map((file) => JSON.stringify(file).slice(1)),
    ),
    weight: 1,
  },
);

/** What is set for whom, such as `slack:T1/C1 mention_only on`, but for what is right. */
function wrongIn(file: object): readonly string[] {
  return Object.entries(file).flatMap(([scope, each]) =>
    Object.entries(each as object).flatMap(([name, value]) => {
      const isName = SETTING_NAMES.some((known) => known === name);
      const isHere =
        /^(\*|(slack|discord):\w+(\/\w+)?)$/.test(scope) &&
        (!scope.includes("/") || RULES[name as SettingName]?.perChannel);
      const isRight = isName && isHere && isValue(name as SettingName, value as string, LANGUAGES);
      return isRight ? [] : [`${scope} ${name} ${value}`];
    }),
  );
}

test("a text is a file of lawful settings, or one error that names its faults", () => {
  let refused = 0;
  understands(texts, (text) => {
    try {
      const file = parseSettingsFile(text, LANGUAGES);
      expect(file).toEqual(JSON.parse(text));
      expect([file, ...Object.values(file)].filter(Array.isArray)).toEqual([]);
      expect(wrongIn(file)).toEqual([]);
      return Object.keys(file).length > 0;
    } catch (error) {
      if ((error as Error).name === "AssertionError") throw error;
      expect((error as Error).constructor).toBe(Error);
      expect((error as Error).message).toMatch(
        /^The settings file (is not JSON: |must be a JSON object|has [1-9]\d* fault\(s\):\n {2})/,
      );
      refused += 1;
      return false;
    }
  });
  expect(refused).toBeGreaterThan(1_000);
});

test("each wrong setting is named with its scope", () => {
  const broken = fc.tuple(
    fc.constantFrom(...SCOPES),
    fc.oneof(fc.constantFrom(...SETTING_NAMES), fc.string()),
    anyJson,
  );
  understands(broken, ([scope, name, value]) => {
    const text = `{${JSON.stringify(scope)}:{${JSON.stringify(name)}:${JSON.stringify(value)}}}`;
    try {
      parseSettingsFile(text, LANGUAGES);
      return false;
    } catch (error) {
      expect((error as Error).message).toContain(
        `The settings file has 1 fault(s):\n  ${scope}: ${name} `,
      );
      return true;
    }
  });
});

test("a lawful file is applied as it stands, each setting once", async () => {
  await fc.assert(
    fc.asyncProperty(lawful, async (given) => {
      const file = Object.fromEntries(
        Object.entries(given).filter(([, each]) => Object.keys(each).length > 0),
      );
      const set: Record<string, Record<string, string | null>> = {};
      const settings = {
        of: async () => ({}),
        at: async () => "",
        async change(scope: string, name: SettingName, value: string | null, who: string) {
          expect([who, set[scope]?.[name]]).toEqual(["file", undefined]);
          set[scope] = { ...set[scope], [name]: value };
        },
      };
      await applySettingsFile(file, settings);
      expect(set).toEqual(file);
    }),
    RUNS,
  );
});
