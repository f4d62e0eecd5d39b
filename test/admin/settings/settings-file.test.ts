import { afterEach, beforeEach, expect, test } from "vitest";
import { applySettingsFile, parseSettingsFile } from "../../../src/admin/settings/settings-file.ts";
import { type Community, startCommunity } from "../rig.ts";

const LANGUAGES = ["en", "ja"];
let bot: Community;
beforeEach(async () => {
  bot = await startCommunity();
});
afterEach(() => bot.stop());

test("what a file says is set, with audit lines, once", async () => {
  const text = JSON.stringify({
    "*": { keep_questions: "on" },
    "slack:T1": { language: "ja", retention_days: "30" },
    "discord:1/2": { onboarding: "on" },
  });
  const file = parseSettingsFile(text, LANGUAGES);
  await applySettingsFile(file, bot.community.settings);
  await applySettingsFile(file, bot.community.settings);
  expect(await bot.store.settings("slack:T1")).toEqual({ language: "ja", retention_days: "30" });
  expect(await bot.store.preferredLanguage(["slack:T1"])).toBe("ja");
  expect(await bot.store.settings("discord:1")).toEqual({ welcome_channel: "discord:1/2" });
  expect((await bot.store.audit("slack:T1", 10)).map(({ name, who }) => [name, who])).toEqual([
    ["retention_days", "file"],
    ["language", "file"],
  ]);
});

test("all faults are named together", () => {
  const text = JSON.stringify({
    "teams:T1": {},
    "slack:T1": { colour: "red", mention_only: "yes", language: "fr", retention_days: 30 },
    "slack:T1/C1": { who_may_change: "everyone" },
    "slack:T2": "on",
  });
  const wanted = [
    "7 fault(s)",
    "teams:T1 is no scope",
    "slack:T1: colour is no setting",
    'slack:T1: mention_only cannot be "yes"; possible: on, off',
    'slack:T1: language cannot be "fr"; possible: en, ja',
    "slack:T1: retention_days cannot be 30",
    "slack:T1/C1: who_may_change cannot be set for a channel",
    "slack:T2 must be an object",
  ];
  try {
    parseSettingsFile(text, LANGUAGES);
    expect.unreachable();
  } catch (error) {
    for (const each of wanted) expect(String(error)).toContain(each);
  }
});

test.each(["", "[]", "{", "null"])("%j is no settings file", (text) => {
  expect(() => parseSettingsFile(text, LANGUAGES)).toThrow("The settings file");
});
