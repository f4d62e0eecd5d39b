import { expect, test } from "vitest";
import { applyChange } from "../../../src/advice/alternatives/change.ts";
import { WHY_IDS, whyNot, whyNotAll } from "../../../src/advice/alternatives/why-not.ts";
import { allAnswers } from "../../../src/advice/enumerate.ts";
import type { Answers } from "../../../src/advice/questions.ts";
import { recommend } from "../../../src/advice/recommend.ts";

const SAMPLE = [...allAnswers()].filter((_, index) => index % 101 === 0);
const SMALL: Answers = {
  data: "small",
  similarity: "close",
  compute: "moderate",
  modality: "image",
};

test("each strategy has one verdict, for a small close task with one GPU", () => {
  expect(
    whyNotAll(SMALL).map(({ strategy, verdict, because }) => [strategy, verdict, because]),
  ).toEqual([
    ["feature_extraction", "runner_up", ["runner_up", "needs_fewer_examples"]],
    ["partial_fine_tuning", "chosen", ["chosen"]],
    ["lp_ft", "possible_if", ["needs_more_examples"]],
    ["full_fine_tuning", "not_here", ["needs_more_examples", "needs_more_compute"]],
    ["peft_lora", "not_here", ["needs_more_examples", "needs_transformer"]],
    ["prompting_rag", "possible_if", ["needs_changing_facts"]],
    ["from_scratch", "not_here", ["never_chosen"]],
  ]);
});

test("the changes it names lead to the strategy, and the nearest is one of them alone", () => {
  for (const answers of SAMPLE) {
    for (const { strategy, changes, nearest, verdict } of whyNotAll(answers)) {
      if (verdict === "chosen" || strategy === "from_scratch") continue;
      expect(recommend(changes.reduce(applyChange, answers)).strategy).toBe(strategy);
      expect(nearest?.change ?? null).toEqual(changes.length === 1 ? changes[0] : null);
    }
  }
});

test("the verdicts agree with the advice", () => {
  for (const answers of SAMPLE) {
    const advice = recommend(answers);
    expect(whyNot(advice.strategy, answers).verdict).toBe("chosen");
    expect(whyNot(advice.runnerUp, answers).verdict).toBe("runner_up");
  }
});

test("every strategy but training from scratch can be reached from everywhere", () => {
  for (const answers of SAMPLE) {
    const never = whyNotAll(answers).filter(({ because }) => because.includes("never_chosen"));
    expect(never.map(({ strategy }) => strategy)).toEqual(
      recommend(answers).runnerUp === "from_scratch" ? [] : ["from_scratch"],
    );
  }
});

test("every reason comes up", () => {
  const farAndAmple: Answers = { data: "medium", similarity: "far", compute: "ample" };
  const seen = new Set(
    [...SAMPLE, farAndAmple].flatMap(whyNotAll).flatMap(({ because }) => because),
  );
  expect(WHY_IDS.filter((id) => !seen.has(id))).toEqual([]);
});
