import type { Change } from "../advice/alternatives/change.ts";
import { modelOf } from "../advice/models.ts";
import type { Answers } from "../advice/questions.ts";
import type { Action } from "./action.ts";
import { withoutAnswer } from "./answers.ts";
import { say, type WordingContext } from "./dependencies.ts";

/** A count as people read it: 2,000, 7 billion is `7B`. */
export function shortCount(count: number): string {
  const unit = [
    { size: 1e9, letter: "B" },
    { size: 1e6, letter: "M" },
  ].find(({ size }) => count >= size);
  return unit ? `${Number((count / unit.size).toPrecision(3))}${unit.letter}` : grouped(count);
}

/** A count with its thousands grouped. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** The facts in words, such as `about 500 examples, a close task`; empty when there are none. */
export function describeAnswers(
  context: WordingContext,
  answers: Answers,
  guessed: readonly (keyof Answers)[] = [],
): string {
  return factPhrases(context, answers, guessed).join(say(context, "flow:facts.join"));
}

/** The facts of `answers` that `before` did not have, or had otherwise. */
export function changedAnswers(before: Answers, answers: Answers): Answers {
  const changed = Object.entries(answers).filter(
    ([key, value]) => before[key as keyof Answers] !== value,
  );
  return Object.fromEntries(changed);
}

/** Each fact as a phrase, in the order of the questions; `guessed` ones are marked as guesses. */
export function factPhrases(
  context: WordingContext,
  answers: Answers,
  guessed: readonly (keyof Answers)[] = [],
): readonly string[] {
  return listFacts(context, answers, guessed).map(({ phrase }) => phrase);
}

/** A fact that a person has told: how it is said, whether it is a guess, and what takes it back (a question is asked anew). */
export type Fact = {
  readonly fact: keyof Answers;
  readonly phrase: string;
  readonly guess: boolean;
  readonly change: Action;
};

/** How a fact is said in `flow:facts`: by its value, with its figure, or null where another fact says it better. */
type Wording = (
  answers: Answers,
) => readonly [key: string, values?: Record<string, string | number>] | null;

const byValue =
  (fact: keyof Answers): Wording =>
  (answers) =>
    answers[fact] === undefined ? null : [`${fact}.${answers[fact]}`];

/** In the order in which facts are said; a count replaces its level, a card's memory stands beside it. */
const WORDINGS: { readonly [Key in keyof Answers]-?: Wording } = {
  data: (answers) => (answers.examples === undefined ? byValue("data")(answers) : null),
  examples: ({ examples }) =>
    examples === undefined ? null : ["examples", { count: grouped(examples) }],
  similarity: byValue("similarity"),
  compute: (answers) => (answers.no_gpu ? null : byValue("compute")(answers)),
  no_gpu: ({ no_gpu }) => (no_gpu ? ["no_gpu"] : null),
  card_gb: ({ card_gb }) => (card_gb ? ["card", { gb: card_gb }] : null),
  task: byValue("task"),
  modality: byValue("modality"),
  labels: byValue("labels"),
  rare: ({ rare }) => (rare === undefined ? null : ["rare", { count: grouped(rare) }]),
  hours: ({ hours }) => (hours === undefined ? null : ["hours", { count: hours }]),
  raw: ({ raw }) => (raw ? ["raw"] : null),
  multi_label: ({ multi_label }) => (multi_label ? ["multi_label"] : null),
  model: ({ model }) => {
    const known = modelOf(model);
    return known && ["model", { name: known.name }];
  },
  parameters: ({ parameters, model }) =>
    parameters === undefined || modelOf(model) !== null
      ? null
      : ["parameters", { count: shortCount(parameters) }],
  backbone: (answers) =>
    answers.parameters === undefined && modelOf(answers.model) === null
      ? byValue("backbone")(answers)
      : null,
  facts_change: byValue("facts_change"),
  shift: byValue("shift"),
};

const FACTS = Object.keys(WORDINGS) as readonly (keyof Answers)[];

/** The facts of `answers` with what changes each, in the order in which they are said. */
export function listFacts(
  context: WordingContext,
  answers: Answers,
  guessed: readonly (keyof Answers)[] = [],
): readonly Fact[] {
  return FACTS.flatMap((fact) => {
    const wording = WORDINGS[fact](answers);
    if (wording === null) return [];
    const [key, values] = wording;
    const said = say(context, `flow:facts.${key}`, values);
    const guess = guessed.includes(fact);
    return {
      fact,
      phrase: guess ? say(context, "flow:facts.guess", { fact: said }) : said,
      guess,
      change: { kind: "facts", answers: withoutAnswer(answers, questionOf(fact)) },
    };
  });
}

/** The answer that a fact belongs to: without a GPU, it is the compute question that is open. */
const questionOf = (fact: keyof Answers): keyof Answers => (fact === "no_gpu" ? "compute" : fact);

/** A change in words, such as `From 300 labelled examples`. */
export function changeWords(context: WordingContext, change: Change): string {
  switch (change.kind) {
    case "examples":
    case "hours":
      return say(context, `advice:flips.${change.kind}.${change.direction}`, {
        number: grouped(change.count),
      });
    case "similarity":
    case "compute":
      return say(context, `advice:flips.${change.kind}.${change.option}`);
    case "backbone":
      return say(context, `advice:flips.backbone.${change.backbone}`);
    case "facts_change":
    case "shift":
    case "raw":
      return say(context, `advice:flips.${change.kind}.${change.holds}`);
    case "card":
    case "no_gpu":
    case "no_labels":
      return say(context, `advice:flips.${change.kind}`);
    case "rare":
      return say(context, "advice:flips.rare", { number: grouped(change.count) });
    case "modality":
      return say(context, `advice:flips.modality.${change.modality}`);
    case "task":
      return say(context, `advice:flips.task.${change.task}`);
  }
}
