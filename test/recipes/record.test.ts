import { expect, test } from "vitest";
import type { Answers } from "../../src/advice/questions.ts";
import { RULES_VERSION } from "../../src/advice/rules.ts";
import { encodeCode } from "../../src/dialogue/advice-code.ts";
import { loadContent } from "../../src/knowledge/load.ts";
import { createRecord } from "../../src/recipes/record.ts";

const { content } = loadContent("locales");
const record = createRecord(content);
const LANGUAGES = content.languages.map(({ tag }) => tag);
const ANSWERS: Answers = {
  examples: 500,
  similarity: "far",
  compute: "moderate",
  modality: "image",
};
const PARTS = [
  "situation",
  "decision",
  "reasons",
  "notes",
  "flips",
  "alternatives",
  "ladder",
  "settings",
  "sources",
] as const;

test.each(LANGUAGES)("a record has all its parts in order (%s)", (language) => {
  const { text } = record(ANSWERS, language);
  const titles = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  expect(titles).toEqual(PARTS.map((part) => content.say(language, `recipes:record.${part}`)));
});

test("a record holds the code that opens the advice again", () => {
  const code = encodeCode({ answers: ANSWERS, version: RULES_VERSION });
  expect(record(ANSWERS, "en").text).toContain(code);
});

test.each(LANGUAGES)("every citation has its source (%s)", (language) => {
  const { text } = record(ANSWERS, language);
  expect(text).not.toContain("[@");
  const cited = new Set([...text.matchAll(/\[(\d+)\](?!\()/g)].map((match) => match[1]));
  const listed = text.split(content.say(language, "recipes:record.sources")).at(-1) ?? "";
  const missing = [...cited].filter((number) => !listed.includes(`\n${number}. `));
  expect(missing).toEqual([]);
});

test("a record has the date that it is given, and no line for it without one", () => {
  expect(record(ANSWERS, "en", "2026-01-31").text).toContain("- Date: 2026-01-31\n");
  expect(record(ANSWERS, "en").text).not.toContain("Date:");
});

test.each([
  ["en", "- 24 GB of memory per card\n"],
  ["ja", "- GPUメモリは一枚あたり24 GB\n"],
])("a record lists the stated card among the facts (%s)", (language, line) => {
  expect(record({ ...ANSWERS, card_gb: 24 }, language).text).toContain(line);
  expect(record(ANSWERS, language).text).not.toContain(line);
});

test("a record of no answers at all says so", () => {
  expect(record({}, "en").text).toContain(content.say("en", "recipes:record.no_facts"));
});
