import {
  type Answers,
  dataLevel,
  FIGURES,
  isSettled,
  type Option,
  QUESTIONS,
  type Question,
} from "../advice/questions.ts";

/**
 * `answers` with newer ones over them. A count sets the level of `data`; a new answer without its figure (the count, the
 * card's memory) drops the old one.
 */
export function mergeAnswers(answers: Answers, newer: Answers): Answers {
  const given = QUESTIONS.filter((question) => newer[question] !== undefined);
  const merged: Answers = { ...given.reduce(withoutFigure, answers), ...newer };
  return newer.examples === undefined ? merged : { ...merged, data: dataLevel(newer.examples) };
}

/** The answers without the figure that goes with a question. */
function withoutFigure(answers: Answers, question: Question): Answers {
  const figure = FIGURES[question];
  if (figure === null) return answers;
  const { [figure]: _, ...rest } = answers;
  return rest;
}

/** The answers with one question answered by an option, or by "unknown". */
export function withAnswer(
  answers: Answers,
  question: Question,
  option: Option | "unknown",
): Answers {
  return mergeAnswers(answers, { [question]: option });
}

/** The answers without the last question that comes before the pending one and has an answer; null when there is none. */
export function stepBack(answers: Answers, pending: Question | null): Answers | null {
  const until = pending === null ? QUESTIONS.length : QUESTIONS.indexOf(pending);
  const last = QUESTIONS.slice(0, until).findLast((question) => answers[question] !== undefined);
  if (!last) return null;
  const { [last]: _, ...rest } = withoutFigure(answers, last);
  return rest;
}

/** The answers with everything still missing marked as unknown. */
export function withUnknowns(answers: Answers): Answers {
  const missing = QUESTIONS.filter(
    (question) => answers[question] === undefined && !isSettled(question, answers),
  );
  return { ...answers, ...Object.fromEntries(missing.map((question) => [question, "unknown"])) };
}
