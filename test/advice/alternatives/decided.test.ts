import { expect, test } from "vitest";
import {
  decidingFact,
  decidingFacts,
  isDecided,
} from "../../../src/advice/alternatives/decided.ts";
import { allAnswers } from "../../../src/advice/enumerate.ts";
import { matchRule } from "../../../src/advice/match.ts";
import { type Answers, OPTIONS } from "../../../src/advice/questions.ts";

test.each<[Answers, boolean]>([
  [{}, false],
  [{ data: "tiny" }, true],
  [{ compute: "limited" }, false],
  [{ compute: "limited", no_gpu: true }, true],
  [{ data: "small", similarity: "close" }, false],
  [{ data: "small", compute: "moderate" }, true],
  [{ examples: 150 }, true],
  [{ examples: 500 }, false],
  [{ facts_change: true }, true],
  [{ data: "medium", similarity: "close", compute: "unknown" }, true],
  [{ backbone: "llm", data: "medium" }, true],
])("%j is decided: %s", (answers, decided) => {
  expect(isDecided(answers)).toBe(decided);
});

test("decided is true exactly when no way of answering the rest gives another strategy", () => {
  for (const answers of allAnswers()) {
    const outcomes = new Set(waysToAnswer(answers).map((each) => matchRule(each).choose));
    expect(isDecided(answers)).toBe(outcomes.size === 1);
  }
});

test.each<[Answers, string | null]>([
  [{ data: "small", similarity: "close", compute: "moderate" }, "examples"],
  [{ examples: 500, similarity: "close", compute: "moderate" }, null],
  [{ examples: 2_000, similarity: "close", compute: "moderate" }, "backbone"],
  [{ data: "medium", similarity: "far", compute: "moderate" }, "examples"],
  [{ examples: 50_000, similarity: "far", compute: "moderate", backbone: "transformer" }, "shift"],
  [{ data: "medium", similarity: "close", compute: "limited" }, null],
  [{ data: "small", similarity: "close", compute: "limited", modality: "text" }, "facts_change"],
  [{ data: "small", similarity: "close", compute: "limited", modality: "image" }, null],
  [{ data: "tiny", backbone: "llm", facts_change: false }, "examples"],
])("the extra fact that decides for %j is %s", (answers, fact) => {
  expect(decidingFact(answers)).toBe(fact);
});

test("a fact that is given is not asked again", () => {
  const answers: Answers = { data: "medium", similarity: "far", compute: "ample", shift: false };
  expect(decidingFacts(answers)).not.toContain("shift");
});

function waysToAnswer({ ...answers }: Answers): Answers[] {
  const fill = (known: Answers[], question: "data" | "similarity" | "compute") =>
    known.flatMap((each) =>
      each[question] !== undefined || (question === "data" && each.examples !== undefined)
        ? [each]
        : [...OPTIONS[question], "unknown"].map((option) => ({ ...each, [question]: option })),
    );
  return (["data", "similarity", "compute"] as const).reduce(fill, [answers]);
}
