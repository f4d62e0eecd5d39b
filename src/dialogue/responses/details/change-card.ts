import { type Answers, QUESTIONS } from "../../../advice/questions.ts";
import { withoutAnswer } from "../../answers.ts";
import { say, type TurnContext } from "../../dependencies.ts";
import { changedAnswers, listFacts } from "../../describe.ts";
import type { Choice } from "../../reply.ts";
import { type Card, entry, heading } from "../card.ts";
import { factItems } from "../words/facts-line.ts";

/** Each answer to a question as a choice that asks for it anew, and each other fact as one that takes it back. */
export function changeCard(context: TurnContext, answers: Answers): Card {
  const told = QUESTIONS.filter((question) => answers[question] !== undefined);
  const questions = told.map((question): Choice => {
    const kept = withoutAnswer(answers, question);
    const now = factItems(context, changedAnswers(kept, answers));
    return {
      role: "option",
      label: say(context, `card:questions.${question}`),
      description: now.length === 0 ? null : now.join(say(context, "card:facts.join")),
      action: { kind: "facts", answers: kept },
      primary: false,
    };
  });
  const asked = questions.map(({ action }) => JSON.stringify(action));
  const others = listFacts(context, answers)
    .filter(({ change }) => !asked.includes(JSON.stringify(change)))
    .map(({ phrase, change }) =>
      entry(say(context, "card:forget", { fact: phrase }).slice(0, LONGEST_LABEL), change),
    );
  return {
    tone: "question",
    menu: say(context, "card:menu.other"),
    blocks: [heading(say(context, "card:details.change"))],
    choices: [...questions, ...others],
  };
}

/** Characters of a label that every platform shows. */
const LONGEST_LABEL = 75;
