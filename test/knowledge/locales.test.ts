import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Topic } from "../../src/dialogue/content.ts";
import { citations, topicTexts } from "../../src/knowledge/topic.ts";
import { deps } from "../support/dependencies.ts";

const { content } = deps;
const LOCALES = join(import.meta.dirname, "../../locales");
const OTHERS = content.languages.map(({ tag }) => tag).filter((tag) => tag !== "en");
const TOPICS = [
  "difference",
  "transfer_learning",
  "fine_tuning",
  "feature_extraction",
  "comparison_table",
  "which_to_choose",
  "data_amount",
  "task_similarity",
  "compute_cost",
  "learning_rate",
  "overfitting",
  "freezing_layers",
  "regularization",
  "data_augmentation",
  "start_small",
  "examples",
  "analogy",
  "pretrained_model",
  "from_scratch",
  "negative_transfer",
  "catastrophic_forgetting",
  "peft_lora",
  "rag_vs_fine_tuning",
  "domain_adaptation",
  "distillation",
  "instruction_tuning",
  "evaluation",
  "batch_norm",
  "tools_code",
  "glossary",
];

/** Numbers with their thousands, decimals and exponents, sorted; what is code is the same in every language anyway. */
function numbers(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap(
    (text) => text.replace(/\[@\w+\]/g, "").match(/\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?/g) ?? [],
  );
  return found.sort();
}

function prose(topic: Topic): readonly string[] {
  const body = topic.body.filter((part) => typeof part === "string" || !("code" in part));
  return topicTexts({ ...topic, body });
}

test("all topics are there", () => {
  expect(content.topics).toEqual(expect.arrayContaining(TOPICS));
});

describe.each(content.topics)("topic %s", (id) => {
  const reference = content.topic("en", id);

  test.each(OTHERS)("says in %s the same facts, numbers and sources", (tag) => {
    const topic = content.topic(tag, id);
    const cited = (each: Topic) => [...new Set(topicTexts(each).flatMap(citations))].sort();
    expect(numbers(prose(topic))).toEqual(numbers(prose(reference)));
    expect(cited(topic)).toEqual(cited(reference));
  });
});

test("titles fit a button", () => {
  const long = content.languages.flatMap(({ tag }) =>
    content.topics.map((id) => content.topic(tag, id).title).filter((title) => title.length > 75),
  );
  expect(long).toEqual([]);
});

test("several hundred messages that get no answer, in each language", () => {
  for (const { tag } of content.languages) {
    const { ask } = JSON.parse(readFileSync(join(LOCALES, tag, "elsewhere.json"), "utf8"));
    expect(ask.length).toBeGreaterThan(500);
  }
});

test("every source is cited somewhere", () => {
  const files = readdirSync(LOCALES, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^en\/.*\.json$/.test(name),
  );
  const rules = readFileSync(join(import.meta.dirname, "../../src/advice/rules.ts"), "utf8");
  const cited = new Set(
    files.flatMap((name) => citations(readFileSync(join(LOCALES, name), "utf8"))),
  );
  const keys = Object.keys(JSON.parse(readFileSync(join(LOCALES, "sources.json"), "utf8")));
  expect(keys.filter((key) => !cited.has(key) && !rules.includes(`"${key}"`))).toEqual([]);
});

test("Japanese bold does not touch brackets or full stops, which would print its asterisks", () => {
  const files = readdirSync(join(LOCALES, "ja"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".json"),
  );
  const touching = files.flatMap((name) =>
    readFileSync(join(LOCALES, "ja", name), "utf8")
      .split("\n")
      .flatMap((line) => line.split("**").filter((_, at) => at % 2 === 1))
      .filter((bold) => /^[「（『]|[」）』。、]$/.test(bold)),
  );
  expect(touching).toEqual([]);
});

test("the check of numbers can fail", () => {
  expect(numbers(["1,000 rows at 1e-5"])).not.toEqual(numbers(["10,000 rows at 1e-5"]));
});
