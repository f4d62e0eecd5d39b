import type { Change } from "../advice/alternatives/change.ts";
import { type Answers, QUESTIONS } from "../advice/questions.ts";
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
export function describeAnswers(context: WordingContext, answers: Answers): string {
  return factPhrases(context, answers).join(say(context, "flow:facts.join"));
}

/** The facts of `answers` that `before` did not have, or had otherwise. */
export function changedAnswers(before: Answers, answers: Answers): Answers {
  const changed = Object.entries(answers).filter(
    ([key, value]) => before[key as keyof Answers] !== value,
  );
  return Object.fromEntries(changed);
}

/** Each fact as a phrase, in the order of the questions. A count replaces its level, a card's memory stands beside it. */
export function factPhrases(context: WordingContext, answers: Answers): readonly string[] {
  const phrases: string[] = [];
  for (const question of QUESTIONS) {
    const answer = answers[question];
    if (question === "data" && answers.examples !== undefined) {
      phrases.push(say(context, "flow:facts.examples", { count: grouped(answers.examples) }));
    } else if (answer !== undefined) phrases.push(say(context, `flow:facts.${question}.${answer}`));
  }
  if (answers.card_gb) phrases.push(say(context, "flow:facts.card", { gb: answers.card_gb }));
  if (answers.modality) phrases.push(say(context, `flow:facts.modality.${answers.modality}`));
  if (answers.parameters) {
    phrases.push(say(context, "flow:facts.parameters", { count: shortCount(answers.parameters) }));
  } else if (answers.backbone)
    phrases.push(say(context, `flow:facts.backbone.${answers.backbone}`));
  if (answers.facts_change !== undefined) {
    phrases.push(say(context, `flow:facts.facts_change.${answers.facts_change}`));
  }
  if (answers.shift !== undefined) phrases.push(say(context, `flow:facts.shift.${answers.shift}`));
  return phrases;
}

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
