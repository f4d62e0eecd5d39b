import { describe, expect, test } from "vitest";
import type { Answers } from "../../src/advice/questions.ts";
import { withoutAnswer } from "../../src/dialogue/answers.ts";
import { listFacts } from "../../src/dialogue/describe.ts";
import { deps } from "../support/dependencies.ts";

const TOLD: Answers = {
  data: "medium",
  examples: 10_030,
  rare: 30,
  similarity: "close",
  compute: "limited",
  no_gpu: true,
  task: "anomaly",
  modality: "image",
  model: "resnet50",
  backbone: "cnn",
};

const facts = (language: string, answers = TOLD, guessed: readonly (keyof Answers)[] = []) =>
  listFacts({ deps, language }, answers, guessed);

describe("facts are listed once each, the better word of two", () => {
  test.each([
    ["en", "about 10,030 examples · a close task · no GPU · anomaly detection · images"],
    ["ja", "データは約10,030件 · タスクは近い · GPUなし · 用途は異常検知 · 対象は画像"],
  ])("%s", (language, expected) => {
    const phrases = facts(language).map(({ phrase }) => phrase);
    expect(phrases.slice(0, 5).join(" · ")).toBe(expected);
    expect(phrases.slice(5)).toHaveLength(2);
  });
});

test("a guess says so", () => {
  expect(facts("en", { data: "large" }, ["data"])).toMatchObject([
    { guess: true, phrase: "100,000 or more examples (my guess)" },
  ]);
});

test.each([
  ["examples", ["data", "examples"]],
  ["no_gpu", ["compute", "no_gpu"]],
  ["similarity", ["similarity"]],
  ["task", ["task"]],
] as const)("changing %s takes back what belongs to it and no more", (fact, gone) => {
  const change = facts("en").find((each) => each.fact === fact)?.change;
  const left = change?.kind === "facts" ? change.answers : null;
  expect(Object.keys(TOLD).filter((key) => !(key in (left ?? {})))).toEqual(
    expect.arrayContaining([...gone]),
  );
  expect(Object.keys(left ?? {})).toHaveLength(Object.keys(TOLD).length - gone.length);
});

test("an answer that is not there is taken back without effect", () => {
  expect(withoutAnswer({ similarity: "far" }, "hours")).toEqual({ similarity: "far" });
});
