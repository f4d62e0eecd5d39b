import { expect, test } from "vitest";
import { applyChange } from "../../../src/advice/alternatives/change.ts";
import { WHY_IDS, whyNot, whyNotAll } from "../../../src/advice/alternatives/why-not.ts";
import { allAnswers, allProjects } from "../../../src/advice/enumerate.ts";
import type { Answers } from "../../../src/advice/questions.ts";
import { recommend } from "../../../src/advice/recommend.ts";

const PROJECTS = [...allProjects()].filter((_, index) => index % 397 === 0);
const SAMPLE = [...[...allAnswers()].filter((_, index) => index % 499 === 0), ...PROJECTS];
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
    ["peft_lora", "possible_if", ["needs_more_examples"]],
    ["prompting_rag", "possible_if", ["needs_changing_facts"]],
    ["from_scratch", "not_here", ["needs_farther_task", "needs_other_task"]],
    ["as_is", "possible_if", ["needs_table"]],
    ["boosted_trees", "not_here", ["needs_more_examples", "needs_table"]],
    ["continue_pretraining", "not_here", ["needs_farther_task", "needs_raw"]],
    ["other_method", "possible_if", ["needs_other_task"]],
  ]);
});

test("the changes it names lead to the strategy, and the nearest is one of them alone", () => {
  for (const answers of SAMPLE) {
    for (const { strategy, changes, nearest, verdict } of whyNotAll(answers)) {
      if (verdict === "chosen") continue;
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

test("every strategy can be reached from everywhere", () => {
  for (const answers of SAMPLE) {
    const stuck = whyNotAll(answers).filter(
      ({ verdict, changes }) => verdict !== "chosen" && changes.length === 0,
    );
    expect(stuck).toEqual([]);
  }
});

test("every reason comes up", () => {
  const farAndAmple: Answers = { data: "medium", similarity: "far", compute: "ample" };
  const raw: Answers = { ...farAndAmple, raw: true, modality: "text" };
  const seen = new Set(
    [...SAMPLE, farAndAmple, raw].flatMap(whyNotAll).flatMap(({ because }) => because),
  );
  expect(WHY_IDS.filter((id) => !seen.has(id))).toEqual([]);
});
