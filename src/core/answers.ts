import {
  type Answers,
  dataLevel,
  type Option,
  QUESTIONS,
  type Question,
} from "../advice/questions.ts";

/** `answers` with newer ones over them. A count sets the level of `data`; a new level without a count drops the old count. */
export function mergeAnswers(answers: Answers, newer: Answers): Answers {
  const { examples, ...others } = answers;
  const keepsCount = newer.data === undefined || newer.examples !== undefined;
  const merged: Answers = {
    ...others,
    ...(keepsCount && examples !== undefined ? { examples } : {}),
    ...newer,
  };
  return newer.examples === undefined ? merged : { ...merged, data: dataLevel(newer.examples) };
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
  const { [last]: _, ...rest } = answers;
  if (last !== "data") return rest;
  const { examples: __, ...withoutCount } = rest;
  return withoutCount;
}

/** The answers with everything still missing marked as unknown. */
export function withUnknowns(answers: Answers): Answers {
  const missing = QUESTIONS.filter((question) => answers[question] === undefined);
  return { ...answers, ...Object.fromEntries(missing.map((question) => [question, "unknown"])) };
}
