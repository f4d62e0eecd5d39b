import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sayIn } from "../../src/admin/admin-reply.ts";
import { content } from "../adapters/slack/rig.ts";

/** Phrases of `community.json` by key, without what stands in code, which is typed the same everywhere. */
function phrases(language: string): ReadonlyMap<string, string> {
  const flat = (value: unknown, path: string): [string, string][] =>
    typeof value === "string"
      ? [[path, value.replace(/`[^`]*`/g, "")]]
      : Object.entries(value as object).flatMap(([name, inner]) =>
          flat(inner, path === "" ? name : `${path}.${name}`),
        );
  const text = readFileSync(`locales/${language}/community.json`, "utf8");
  return new Map(flat(JSON.parse(text), ""));
}

/** It is said where there is no platform. */
const ANYWHERE = "not_here";

test.each(["en", "ja"])("no platform hears of another one's words in %s", (language) => {
  const all = phrases(language);
  const shared = [...all].filter(([key]) => key !== ANYWHERE && !key.endsWith("_discord"));
  const namesDiscord = shared.filter(([, text]) => text.includes("Discord"));
  const lacks = shared.filter(
    ([key, text]) => /workspace|ワークスペース/i.test(text) && !all.has(`${key}_discord`),
  );
  const wrong = [...all].filter(
    ([key, text]) => key.endsWith("_discord") && /workspace|ワークスペース|Slack/i.test(text),
  );
  expect({ namesDiscord, lacks, wrong }).toEqual({ namesDiscord: [], lacks: [], wrong: [] });
});

test("a platform's own words lead, and the others have the usual ones", () => {
  expect(sayIn(content, "en", "discord")("settings.columns.workspace")).toBe("Server");
  expect(sayIn(content, "en", "slack")("settings.columns.workspace")).toBe("Workspace");
  expect(sayIn(content, "en", "discord")("settings.columns.name")).toBe("Setting");
});
