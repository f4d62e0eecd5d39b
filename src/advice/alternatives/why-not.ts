import { matchRule, type Situation, situate } from "../match.ts";
import { type Answers, OPTIONS } from "../questions.ts";
import { STRATEGIES, type Strategy } from "../strategies.ts";
import { applyChange, type Change, type Step, stepsByAnswer } from "./change.ts";
import { type Flip, flipOf } from "./flip.ts";

/** Why a strategy is or is not advised; worded in the locales under `why_not.because`. */
export const WHY_IDS = [
  "chosen",
  "runner_up",
  "never_chosen",
  "needs_more_examples",
  "needs_fewer_examples",
  "needs_closer_task",
  "needs_farther_task",
  "needs_more_compute",
  "needs_less_compute",
  "needs_cnn",
  "needs_transformer",
  "needs_llm",
  "needs_changing_facts",
  "needs_stable_facts",
  "needs_shift",
  "needs_no_shift",
] as const;
export type WhyId = (typeof WHY_IDS)[number];

/** How far a strategy is from being advised. */
export type Verdict = "chosen" | "runner_up" | "possible_if" | "not_here";

/**
 * `because` has one id for each answer that would have to change, `changes` the changes themselves
 * (empty for the chosen strategy and for one that no row advises); `nearest` is set when one change is enough.
 */
export type WhyNot = {
  readonly strategy: Strategy;
  readonly verdict: Verdict;
  readonly because: readonly WhyId[];
  readonly changes: readonly Change[];
  readonly nearest: Flip | null;
};

/** Why this strategy is not advised for these answers, and the least that would have to be different. */
export function whyNot(strategy: Strategy, answers: Answers): WhyNot {
  const rule = matchRule(answers);
  if (strategy === rule.choose) return plain(strategy, "chosen", "chosen");
  const steps = leastSteps(strategy, answers);
  const runnerUp = strategy === rule.runnerUp;
  const [first, second] = steps;
  if (!first)
    return plain(
      strategy,
      runnerUp ? "runner_up" : "not_here",
      runnerUp ? "runner_up" : "never_chosen",
    );
  const needs = steps.map(({ change }) => need(change, situate(answers)));
  return {
    strategy,
    verdict: runnerUp ? "runner_up" : second ? "not_here" : "possible_if",
    because: runnerUp ? ["runner_up", ...needs] : needs,
    changes: steps.map(({ change }) => change),
    nearest: second ? null : flipOf(answers, first),
  };
}

/** `whyNot` for every strategy, in the order of STRATEGIES. */
export function whyNotAll(answers: Answers): WhyNot[] {
  return STRATEGIES.map((strategy) => whyNot(strategy, answers));
}

function plain(strategy: Strategy, verdict: Verdict, because: WhyId): WhyNot {
  return { strategy, verdict, because: [because], changes: [], nearest: null };
}

/** A second answer to change weighs as much as this many further steps of the first. */
const ANOTHER_ANSWER = 2;

/** The lightest set of changes, at most one an answer, that leads to the strategy; empty when there is none. */
function leastSteps(strategy: Strategy, answers: Answers): readonly Step[] {
  let least: readonly Step[] = [];
  let lightest = Infinity;
  const search = (
    lists: readonly Step[][],
    changed: Answers,
    taken: readonly Step[],
    weight: number,
  ): void => {
    if (weight >= lightest) return;
    if (matchRule(changed).choose === strategy) {
      least = taken;
      lightest = weight;
      return;
    }
    lists.forEach((steps, index) => {
      for (const step of steps) {
        const more = step.distance + (taken.length > 0 ? ANOTHER_ANSWER : 0);
        search(
          lists.slice(index + 1),
          applyChange(changed, step.change),
          [...taken, step],
          weight + more,
        );
      }
    });
  };
  search(stepsByAnswer(answers), answers, [], 0);
  return least;
}

function need(change: Change, at: Situation): WhyId {
  switch (change.kind) {
    case "examples":
      return change.direction === "from" ? "needs_more_examples" : "needs_fewer_examples";
    case "similarity":
      return rank(OPTIONS.similarity, change.option) > rank(OPTIONS.similarity, at.similarity)
        ? "needs_farther_task"
        : "needs_closer_task";
    case "compute":
      return rank(OPTIONS.compute, change.option) > rank(OPTIONS.compute, at.compute)
        ? "needs_more_compute"
        : "needs_less_compute";
    case "backbone":
      return `needs_${change.backbone}`;
    case "facts_change":
      return change.holds ? "needs_changing_facts" : "needs_stable_facts";
    case "shift":
      return change.holds ? "needs_shift" : "needs_no_shift";
  }
}

function rank<T>(options: readonly T[], option: T): number {
  return options.indexOf(option);
}
