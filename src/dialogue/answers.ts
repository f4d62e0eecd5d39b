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
 * card's memory) drops the old one, and examples that are labelled end that there are no labels.
 */
export function mergeAnswers(answers: Answers, newer: Answers): Answers {
  const given = QUESTIONS.filter((question) => newer[question] !== undefined);
  const { labels, ...rest } = given.reduce(withoutFigure, answers);
  const isOver = labels === "none" && (newer.examples ?? 0) > 0;
  const kept = isOver || labels === undefined ? rest : { ...rest, labels };
  const merged: Answers = { ...kept, ...newer };
  return newer.examples === undefined ? merged : { ...merged, data: dataLevel(newer.examples) };
}

/** The answers without what goes with the answer to a question: its figure, and for compute that there is no GPU. */
function withoutFigure(answers: Answers, question: Question): Answers {
  const figure = FIGURES[question];
  if (figure === null) return answers;
  const { [figure]: _, ...rest } = answers;
  if (question !== "compute") return rest;
  const { no_gpu: __, ...others } = rest;
  return others;
}

/** The answers without one of them, and what goes with it: a question that is open again, or a fact that is taken back. */
export function withoutAnswer(answers: Answers, fact: keyof Answers): Answers {
  const question = QUESTIONS.find((each) => each === fact || FIGURES[each] === fact);
  const { [question ?? fact]: _, ...rest } =
    question === undefined ? answers : withoutFigure(answers, question);
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
