import { type Answers, QUESTIONS, type Question } from "../../../advice/questions.ts";
import { hasTag, tagValue } from "../../lexicon.ts";
import { clauseOf, isOnly, type Message } from "../parsed-message.ts";

/** The questions that a message says it cannot or will not answer. */
export function readUnknown(
  message: Message,
  answers: Answers,
  asksBack: boolean,
): readonly Question[] {
  if (asksBack) return [];
  const { asked, tokens } = message;
  const unknown = new Set<Question>();
  tokens.forEach((token, i) => {
    if (!hasTag(token, "dont_know")) return;
    const named = namedQuestions(message, i);
    for (const question of named) unknown.add(question);
    if (named.length === 0 && asked && answers[asked] === undefined) unknown.add(asked);
  });
  const says = tokens.some((token) => hasTag(token, "dont_know", "dont_know_alone"));
  if (asked && says && isOnly(message, "dont_know_alone", "dont_know", "have")) unknown.add(asked);
  return QUESTIONS.filter((question) => unknown.has(question));
}

function namedQuestions(message: Message, i: number): readonly Question[] {
  const [first, last] = clauseOf(message, i);
  const clause = message.tokens.slice(first, last + 1);
  return QUESTIONS.filter((question) =>
    clause.some((token) => tagValue(token, "subject") === question),
  );
}
