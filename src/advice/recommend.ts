import { matchRule, openQuestions } from "./match.ts";
import { type NoteId, notesFor } from "./notes.ts";
import { mostTelling, possibleStrategies } from "./possible.ts";
import type { Answers, Question } from "./questions.ts";
import type { ReasonId, RiskId, Rule, RuleId } from "./rules.ts";
import type { Confidence, Strategy } from "./strategies.ts";

/** Rows whose runner-up wins for a reason of their own; elsewhere the strategy itself names the words. */
export const OWN_RUNNER_UP = ["facts_change", "shift"] as const satisfies readonly RuleId[];
export type RunnerUpId = Strategy | (typeof OWN_RUNNER_UP)[number];

/**
 * What is advised and why. `runnerUpWhen` names the words on when the runner-up would win, `assumed` are the questions whose level had to be assumed (see ASSUMED),
 * `possible` the strategies over all their values, `findFirst` the one of them to find out first (null: none would help).
 * `evidence` are keys of locales/sources.json; the other ids are worded in the locales.
 */
export type Advice = {
  readonly strategy: Strategy;
  readonly confidence: Confidence;
  readonly runnerUp: Strategy;
  readonly runnerUpWhen: RunnerUpId;
  readonly rule: RuleId;
  readonly reason: ReasonId;
  readonly risk: RiskId;
  readonly evidence: readonly string[];
  readonly assumed: readonly Question[];
  readonly possible: readonly Strategy[];
  readonly findFirst: Question | null;
  readonly notes: readonly NoteId[];
};

/** The advice for any answers, however few; unknown and missing ones count as their assumed level. */
export function recommend(answers: Answers): Advice {
  const rule = matchRule(answers);
  const open = openQuestions(answers);
  return {
    strategy: rule.choose,
    confidence: rule.confidence,
    runnerUp: rule.runnerUp,
    runnerUpWhen: runnerUpWhen(rule),
    rule: rule.id,
    reason: rule.reason,
    risk: rule.risk,
    evidence: rule.evidence,
    assumed: open,
    possible: possibleStrategies(answers, open),
    findFirst: mostTelling(answers, open),
    notes: notesFor(answers, rule, open),
  };
}

function runnerUpWhen({ id, runnerUp }: Rule): RunnerUpId {
  return OWN_RUNNER_UP.find((own) => own === id) ?? runnerUp;
}
