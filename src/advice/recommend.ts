import { type Assumption, assumptions } from "./assumptions.ts";
import { type BecauseId, judge } from "./confidence.ts";
import { matchRule } from "./match.ts";
import { type NoteId, notesFor } from "./notes.ts";
import { mostTelling, possibleStrategies } from "./possible.ts";
import type { Answers, Question } from "./questions.ts";
import type { OwnRuleId, RuleId } from "./rules.ts";
import type { Confidence, Strategy } from "./strategies.ts";
import { openQuestions, situate } from "./table/situation.ts";
import {
  type ReasonId,
  type RiskWordsId,
  type RunnerUpId,
  reasonWords,
  riskWords,
  runnerUpWords,
} from "./table/wording.ts";

/**
 * What is advised and why. `because` names what holds the confidence down (null: nothing does); `outside`: the table only names
 * the accepted practice. `runnerUpWhen` names the words on when the runner-up would win; `own` those on the first experiment and
 * on what would change the advice, where the row has its own. `assumed` are the questions whose level had to be assumed (see
 * ASSUMED), `assumptions` other facts taken for granted, `possible` the strategies over all values of the questions, `findFirst`
 * the question to find out first (null: none would help). `evidence` are keys of locales/sources.json; the other ids are worded
 * in the locales.
 */
export type Advice = {
  readonly strategy: Strategy;
  readonly confidence: Confidence;
  readonly because: BecauseId | null;
  readonly outside: boolean;
  readonly runnerUp: Strategy;
  readonly runnerUpWhen: RunnerUpId;
  readonly own: OwnRuleId | null;
  readonly rule: RuleId;
  readonly reason: ReasonId;
  readonly risk: RiskWordsId;
  readonly evidence: readonly string[];
  readonly assumed: readonly Question[];
  readonly assumptions: readonly Assumption[];
  readonly possible: readonly Strategy[];
  readonly findFirst: Question | null;
  readonly notes: readonly NoteId[];
};

/** The advice for any answers, however few; unknown and missing ones count as their assumed level. */
export function recommend(answers: Answers): Advice {
  const rule = matchRule(answers);
  const at = situate(answers);
  const open = openQuestions(answers);
  const possible = possibleStrategies(answers, open);
  const assumed = assumptions(answers);
  const { level, because } = judge(answers, rule, open, possible, assumed);
  return {
    strategy: rule.choose,
    confidence: level,
    because,
    outside: rule.outside ?? false,
    runnerUp: rule.runnerUp,
    runnerUpWhen: runnerUpWords(rule, at),
    own: rule.own ? (rule.id as OwnRuleId) : null,
    rule: rule.id,
    reason: reasonWords(rule, at),
    risk: riskWords(rule, at),
    evidence: rule.evidence,
    assumed: open,
    assumptions: assumed,
    possible,
    findFirst: mostTelling(answers, open),
    notes: notesFor(answers, rule, open, assumed),
  };
}
