import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { composeVectorise } from "../../src/compose.ts";
import { loadContent } from "../../src/content/load.ts";
import { draftTopic, isTopicId } from "../../src/office/draft.ts";
import { cluster } from "../../src/office/gaps.ts";
import type { Miss } from "../../src/store/records.ts";

const vectorise = composeVectorise();

function miss(language: string, text: string | null, candidates: readonly string[] = []): Miss {
  return { workspace: "slack:T1", language, text, candidates, at: 0 };
}

const MISSES: readonly Miss[] = [
  miss("en", "how do I quantize my model to 4 bits?", ["peft_lora"]),
  miss("en", "can I quantize a model after training?", ["peft_lora", "compute_cost"]),
  miss("ja", "量子化のやり方を教えて", ["peft_lora"]),
  miss("en", "which ramen shop is open on sunday?"),
  miss("en", "what does quantizing a model to 4 bits cost?", ["compute_cost"]),
  miss("ja", "モデルの量子化のやり方は?", ["peft_lora"]),
];

test("questions that are alike are a group, each language has its own, the largest come first", () => {
  const groups = cluster(MISSES, vectorise);
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["en1", 3],
    ["ja1", 2],
    ["en2", 1],
  ]);
  expect(groups[0]?.nearest[0]).toBe("peft_lora");
  expect(groups[0]?.questions).toHaveLength(3);
});

test("the same questions give the same groups", () => {
  expect(cluster(MISSES, vectorise)).toEqual(cluster(MISSES, vectorise));
});

test("questions without their words are grouped by what came nearest", () => {
  const groups = cluster(
    [
      miss("en", null, ["peft_lora"]),
      miss("en", null, ["peft_lora", "evaluation"]),
      miss("en", null),
    ],
    vectorise,
  );
  expect(groups.map(({ count, questions, nearest }) => [count, questions, nearest[0]])).toEqual([
    [2, [], "peft_lora"],
    [1, [], undefined],
  ]);
});

test("five hundred questions with nothing in common are grouped within two seconds", () => {
  const word = (seed: number) => ((seed * 2_654_435_761) % 2 ** 32).toString(36);
  const many = Array.from({ length: 500 }, (_, index) =>
    miss("en", [1, 2, 3, 4, 5, 6].map((each) => word(index * 7 + each)).join(" ")),
  );
  const started = performance.now();
  expect(cluster(many, vectorise).length).toBeGreaterThan(250);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("a draft keeps the content from being loaded until both languages are written", () => {
  const [group] = cluster(MISSES, vectorise);
  const drafts = draftTopic(group!, ["en", "ja"]);
  expect(drafts.get("en")?.ask).toHaveLength(3);
  const folder = mkdtempSync(join(tmpdir(), "locales-"));
  try {
    cpSync("locales", folder, { recursive: true });
    for (const [tag, topic] of drafts)
      writeFileSync(join(folder, tag, "topics/quantization.json"), JSON.stringify(topic));
    expect(() => loadContent(folder)).toThrow(
      /en\/topics\/quantization.json \(title\).*ja\/topics\/quantization.json \(short\)/s,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ["quantization", true],
  ["../evil", false],
  ["Quant", false],
  ["", false],
])("%j as a topic's id: %s", (id, isRight) => {
  expect(isTopicId(id)).toBe(isRight);
});
