import { matchRule } from "./match.ts";
import { type Answers, OPTIONS, type Question } from "./questions.ts";
import { STRATEGIES, type Strategy } from "./strategies.ts";

/** Every way to answer the given questions, the other answers kept. */
export function completions(answers: Answers, questions: readonly Question[]): Answers[] {
  return questions.reduce<Answers[]>(
    (found, question) =>
      found.flatMap((each) => OPTIONS[question].map((option) => ({ ...each, [question]: option }))),
    [answers],
  );
}

/** The strategies that can still come out when the given questions are open, in the order of STRATEGIES. */
export function possibleStrategies(answers: Answers, open: readonly Question[]): Strategy[] {
  const found = new Set<Strategy>(
    completions(answers, open).map((complete) => matchRule(complete).choose),
  );
  return STRATEGIES.filter((strategy) => found.has(strategy));
}

/**
 * The open question whose answer leaves the fewest strategies on average, the earlier one of equals;
 * null when no single answer narrows the set.
 */
export function mostTelling(answers: Answers, open: readonly Question[]): Question | null {
  let best: Question | null = null;
  let fewest = possibleStrategies(answers, open).length;
  for (const question of open) {
    const rest = open.filter((other) => other !== question);
    const sizes = completions(answers, [question]).map(
      (each) => possibleStrategies(each, rest).length,
    );
    const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    if (average < fewest) {
      best = question;
      fewest = average;
    }
  }
  return best;
}
