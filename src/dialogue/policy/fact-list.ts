import { type Answers, FIGURES, QUESTIONS, type Question } from "../../advice/questions.ts";
import { mergeAnswers } from "../answers.ts";
import type { Dependencies } from "../dependencies.ts";

/** Marks between the facts of a list. */
const GAPS = /[\s,、，;；]+/;

/**
 * The facts of a short list after a command, such as `500枚 近い GPUなし`: what the whole says, and each part that answers a
 * single open question, or each one its own in their order. A place ("last"), a digit or "no" fits any and so answers none. Null when the text is a
 * question or lists nothing.
 */
export function readFactList(deps: Dependencies, text: string, language: string): Answers | null {
  if (/[?？]/.test(text)) return null;
  const whole = deps.understanding.read(text, null, {}, language).answers;
  const parts = text.split(GAPS).filter((part) => !/^\d?$/.test(part));
  let answers = whole;
  let left = parts.map((part) => fitting(deps, part, language));
  for (let i = 0; i < QUESTIONS.length; i++) {
    const open = QUESTIONS.filter((question) => answers[question] === undefined);
    const sure = left.find((fits) => open.filter((question) => fits.has(question)).length === 1);
    const question = open.find((each) => sure?.has(each));
    if (!sure || !question) break;
    answers = mergeAnswers(answers, sure.get(question) ?? {});
    left = left.filter((fits) => fits !== sure);
  }
  const open = QUESTIONS.filter((question) => answers[question] === undefined);
  const some = left.filter((fits) => fits.size > 0);
  if (some.length === open.length && some.every((fits, i) => fits.has(open[i] as Question)))
    some.forEach((fits, i) => {
      answers = mergeAnswers(answers, fits.get(open[i] as Question) ?? {});
    });
  const given = QUESTIONS.filter((question) => answers[question] !== undefined).length;
  return given > 0 && given >= Math.min(2, parts.length) ? answers : null;
}

/** What a part answers to each question that it fits, with the figure that goes with it. */
function fitting(
  deps: Dependencies,
  part: string,
  language: string,
): ReadonlyMap<Question, Answers> {
  const fits = new Map<Question, Answers>();
  for (const question of QUESTIONS) {
    const { answers, positional } = deps.understanding.read(part, question, {}, language);
    if (positional || answers[question] === undefined) continue;
    const figure = FIGURES[question];
    const exact = figure === null ? undefined : answers[figure];
    fits.set(question, {
      [question]: answers[question],
      ...(figure !== null && exact !== undefined && { [figure]: exact }),
    });
  }
  return fits;
}
