import { type Answers, FIGURES, QUESTIONS, type Question } from "../../../advice/questions.ts";
import { say, type TurnContext } from "../../dependencies.ts";
import type { Choice } from "../../reply.ts";
import { type Card, heading } from "../card.ts";
import { factItems } from "../words/facts-line.ts";

/** Each of the three answers as a choice that asks for it anew. */
export function changeCard(context: TurnContext, answers: Answers): Card {
  return {
    tone: "question",
    blocks: [heading(say(context, "card:details.change"))],
    choices: QUESTIONS.map((question): Choice => {
      const { kept, taken } = apart(answers, question);
      const now = factItems(context, taken).join(say(context, "card:facts.join"));
      return {
        role: "option",
        label: say(context, `card:questions.${question}`),
        description: now === "" ? null : now,
        action: { kind: "facts", answers: kept },
        primary: false,
      };
    }),
  };
}

/** The answer to a question with its figure, and all others. */
function apart(
  answers: Answers,
  question: Question,
): { readonly kept: Answers; readonly taken: Answers } {
  const own: readonly string[] = [
    question,
    FIGURES[question] ?? question,
    ...(question === "compute" ? ["no_gpu"] : []),
  ];
  const part = (isOwn: boolean): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([key]) => own.includes(key) === isOwn));
  return { kept: part(false), taken: part(true) };
}
