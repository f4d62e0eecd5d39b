import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadContent } from "../../src/knowledge/load.ts";

const LOCALES = join(import.meta.dirname, "../../locales");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "locales-"));
  cpSync(LOCALES, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function change(file: string, edit: (value: Record<string, unknown>) => void): void {
  const path = join(folder, file);
  const value = JSON.parse(readFileSync(path, "utf8"));
  edit(value);
  writeFileSync(path, JSON.stringify(value));
}

test("the project's own locales have no fault", () => {
  expect(() => loadContent(folder)).not.toThrow();
});

test("a new topic is one file in each language and no code", () => {
  for (const tag of ["en", "ja"]) {
    cpSync(
      join(folder, tag, "topics/glossary/topic.json"),
      join(folder, tag, "topics/active_learning/topic.json"),
    );
  }
  expect(loadContent(folder).content.topics).toContain("active_learning");
});

test("a new language is one folder and no code", () => {
  cpSync(join(folder, "en"), join(folder, "fr"), { recursive: true });
  change("fr/language.json", (value) => Object.assign(value, { name: "Français" }));
  const { content } = loadContent(folder);
  expect(content.languages).toContainEqual({ tag: "fr", name: "Français" });
  expect(content.topic("fr", "peft_lora").title).toBe(content.topic("en", "peft_lora").title);
});

test("every fault is named at once, with its file and key", () => {
  writeFileSync(join(folder, "en/topics/glossary/topic.json"), "{ not json");
  change("ja/topics/peft_lora/topic.json", (value) =>
    Object.assign(value, { short: "", colour: "red" }),
  );
  change("ja/topics/analogy/topic.json", (value) =>
    Object.assign(value, { related: ["no_such_topic"] }),
  );
  change("ja/topics/evaluation/topic.json", (value) =>
    Object.assign(value, { body: [{ table: { header: ["a"], rows: [["b", "c"]] } }] }),
  );
  change("ja/ui.json", (value) => delete value.greeting);
  change("en/ui.json", (value) => Object.assign(value, { failed: "Sorry. {{code}} [@nobody]" }));
  change("sources.json", (value) =>
    Object.assign(value, { odd: { title: "Odd", url: "ftp://odd" } }),
  );
  rmSync(join(folder, "ja/topics/distillation/topic.json"));
  rmSync(join(folder, "ja/acts.json"));

  let message = "";
  try {
    loadContent(folder);
  } catch (error) {
    ({ message } = error as Error);
  }
  for (const part of [
    "en/topics/glossary/topic.json: cannot be read as JSON",
    "ja/topics/peft_lora/topic.json (short): must be a text",
    "ja/topics/peft_lora/topic.json (colour): is not a key",
    "ja/topics/analogy/topic.json (related): differs",
    "ja/topics/evaluation/topic.json (body.0): must be",
    "ja/ui.json (greeting): is missing",
    "ja/ui.json (failed): must use the placeholders code",
    "en/ui.json (failed): cites the unknown source nobody",
    "sources.json (odd): must be",
    "ja/topics/distillation/topic.json: is missing",
    "ja/acts.json: is missing",
  ]) {
    expect(message).toContain(part);
  }
});

test("a folder without languages, and a default language without a folder, are named", () => {
  const empty = mkdtempSync(join(tmpdir(), "empty-"));
  expect(() => loadContent(empty)).toThrow("holds no language folder");
  expect(() => loadContent(folder, "de")).toThrow("is the default language but has no folder");
  rmSync(empty, { recursive: true });
});
