import { matchRule } from "../match.ts";
import { type Answers, OPTIONS } from "../questions.ts";
import { STRATEGIES, type Strategy } from "../strategies.ts";
import { type Situation, situate } from "../table/situation.ts";
import { applyChange, type Change, type Step, stepsByAnswer } from "./change.ts";
import { type Flip, flipOf } from "./flip.ts";

/** Why a strategy is or is not advised; worded in the locales under `why_not.because`. */
export const WHY_IDS = [
  "chosen",
  "runner_up",
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
  "needs_card",
  "needs_no_gpu",
  "needs_more_hours",
  "needs_fewer_hours",
  "needs_raw",
  "needs_no_raw",
  "needs_no_labels",
  "needs_many_rare",
  "needs_table",
  "needs_other_data",
  "needs_other_task",
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
  return explain(strategy, answers, leastSteps(answers, [strategy]));
}

/** `whyNot` for every strategy, in the order of STRATEGIES. */
export function whyNotAll(answers: Answers): WhyNot[] {
  const steps = leastSteps(answers, STRATEGIES);
  return STRATEGIES.map((strategy) => explain(strategy, answers, steps));
}

type Ways = ReadonlyMap<Strategy, readonly Step[]>;

function explain(strategy: Strategy, answers: Answers, ways: Ways): WhyNot {
  const rule = matchRule(answers);
  if (strategy === rule.choose) return plain(strategy, "chosen", ["chosen"]);
  const runnerUp = strategy === rule.runnerUp;
  const [first, ...others] = ways.get(strategy) ?? [];
  if (!first) {
    return runnerUp
      ? plain(strategy, "runner_up", ["runner_up"])
      : plain(strategy, "not_here", ["needs_other_task"]);
  }
  const steps = [first, ...others];
  const needs = new Set(steps.map(({ change }) => need(change, situate(answers))));
  return {
    strategy,
    verdict: runnerUp ? "runner_up" : others.length > 0 ? "not_here" : "possible_if",
    because: runnerUp ? ["runner_up", ...needs] : [...needs],
    changes: steps.map(({ change }) => change),
    nearest: others.length > 0 ? null : flipOf(answers, first),
  };
}

function plain(strategy: Strategy, verdict: Verdict, because: readonly WhyId[]): WhyNot {
  return { strategy, verdict, because, changes: [], nearest: null };
}

/** A second answer to change weighs as much as this many further steps of the first. */
const ANOTHER_ANSWER = 2;
/** Nobody changes more answers than this, and each more makes the search a dozen times longer. */
const MOST_CHANGES = 4;

/** The lightest set of changes, at most one an answer, that leads to each of the strategies; none where there is none. */
function leastSteps(answers: Answers, strategies: readonly Strategy[]): Ways {
  const lists = stepsByAnswer(answers);
  const found = new Map<Strategy, { readonly steps: readonly Step[]; readonly weight: number }>();
  const wanted = new Set(strategies);
  const search = (
    from: number,
    changed: Answers,
    taken: readonly Step[],
    weight: number,
    most: number,
  ): void => {
    const { choose } = matchRule(changed);
    const best = found.get(choose)?.weight ?? Infinity;
    if (taken.length > 0 && wanted.has(choose) && weight < best) {
      found.set(choose, { steps: taken, weight });
    }
    if (taken.length === most) return;
    lists.slice(from).forEach((steps, index) => {
      for (const step of steps) {
        const more = step.distance + (taken.length > 0 ? ANOTHER_ANSWER : 0);
        const next = applyChange(changed, step.change);
        search(from + index + 1, next, [...taken, step], weight + more, most);
      }
    });
  };
  const { choose: own } = matchRule(answers);
  for (let most = 1; most <= MOST_CHANGES; most += 1) {
    if (strategies.every((strategy) => strategy === own || found.has(strategy))) break;
    search(0, answers, [], 0, most);
  }
  return new Map([...found].map(([strategy, { steps }]) => [strategy, steps]));
}

function need(change: Change, at: Situation): WhyId {
  switch (change.kind) {
    case "examples":
      return change.direction === "from" ? "needs_more_examples" : "needs_fewer_examples";
    case "hours":
      return change.direction === "from" ? "needs_more_hours" : "needs_fewer_hours";
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
    case "card":
    case "no_gpu":
    case "no_labels":
      return `needs_${change.kind}`;
    case "raw":
      return change.holds ? "needs_raw" : "needs_no_raw";
    case "rare":
      return "needs_many_rare";
    case "modality":
      return change.modality === "tabular" ? "needs_table" : "needs_other_data";
    case "task":
      return "needs_other_task";
  }
}

function rank<T>(options: readonly T[], option: T): number {
  return options.indexOf(option);
}
