import { type Answers, QUESTIONS } from "../../advice/questions.ts";
import type { Reply } from "../../dialogue/reply.ts";

/** The answers with which a question's card opens the form, or null when it asks nothing or only one question is left. */
export function answersForForm(reply: Pick<Reply, "choices">): Answers | null {
  for (const { action } of reply.choices) {
    if (action.kind !== "answer") continue;
    const { [action.question]: _, ...rest } = action.answers;
    const others: Answers = rest;
    const open = QUESTIONS.filter((question) => others[question] === undefined);
    return open.length > 1 ? others : null;
  }
  return null;
}
