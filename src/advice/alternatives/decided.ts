import { matchRule } from "../match.ts";
import { completions } from "../possible.ts";
import { type Answers, type Backbone, dataLevel } from "../questions.ts";
import { EXAMPLE_BOUNDS } from "../rules.ts";
import { isTextual, openQuestions, situate } from "../table/situation.ts";

/** Whether the questions not yet answered can no longer change the strategy. An unknown counts as answered. */
export function isDecided(answers: Answers): boolean {
  const missing = openQuestions(answers).filter((question) => answers[question] === undefined);
  const [first = answers, ...others] = completions(answers, missing);
  const { choose } = matchRule(first);
  return others.every((complete) => matchRule(complete).choose === choose);
}

/** A fact beyond the three questions that can decide. */
export type ExtraFact = "facts_change" | "examples" | "backbone" | "shift";

/**
 * The extra facts not yet given that would change the strategy for these answers, most telling first.
 * Facts that change and large language models are asked about only where text is at stake.
 */
export function decidingFacts(answers: Answers): ExtraFact[] {
  const { choose } = matchRule(answers);
  return EXTRA_FACTS.filter(
    (fact) =>
      answers[fact] === undefined &&
      trials(fact, answers).some((trial) => matchRule(trial).choose !== choose),
  );
}

/** The first of the deciding facts, or null when none is worth asking. */
export function decidingFact(answers: Answers): ExtraFact | null {
  return decidingFacts(answers)[0] ?? null;
}

const EXTRA_FACTS: readonly ExtraFact[] = ["facts_change", "examples", "backbone", "shift"];

function trials(fact: ExtraFact, answers: Answers): Answers[] {
  const situation = situate(answers);
  const text = isTextual(situation);
  switch (fact) {
    case "facts_change":
      return text ? [{ ...answers, facts_change: true }] : [];
    case "examples":
      return EXAMPLE_BOUNDS.filter((count) => dataLevel(count) === answers.data).map(
        (examples) => ({ ...answers, examples }),
      );
    case "backbone":
      return (text ? TEXT_BACKBONES : OTHER_BACKBONES).map((each) => ({
        ...answers,
        backbone: each,
      }));
    case "shift":
      return [{ ...answers, shift: true }];
  }
}

const TEXT_BACKBONES: readonly Backbone[] = ["transformer", "llm"];
const OTHER_BACKBONES: readonly Backbone[] = ["cnn", "transformer"];
