import { isDecided } from "../../advice/alternatives/decided.ts";
import {
  type Answers,
  OPTIONS,
  pendingQuestion,
  QUESTIONS,
  type Question,
} from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import { codeOf } from "../advice-code.ts";
import { stepBack } from "../answers.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Choice } from "../reply.ts";
import { button, type Card, entry, note, paragraph } from "./card.ts";
import { shortName } from "./words/brief.ts";
import { factItems, factsLine } from "./words/facts-line.ts";

/** The question with its options; beside it, when nothing can change the strategy any more, the offer to stop here. */
export function questionCard(context: TurnContext, question: Question, answers: Answers): Card {
  const decided = pendingQuestion(answers) !== null && isDecided(answers);
  const number = QUESTIONS.indexOf(question) + 1;
  const facts = factsLine(context, answers);
  return {
    tone: "question",
    menu: say(context, "card:menu.other"),
    blocks: [
      {
        kind: "progress",
        done: number,
        of: QUESTIONS.length,
        text: say(context, "flow:progress", { number, of: QUESTIONS.length }),
      },
      ...(facts.items.length > 0 ? [facts] : []),
      paragraph(`**${say(context, `flow:ask.${question}`)}**`),
      note(say(context, `flow:hint.${question}`)),
      ...(decided ? [decidedNote(context, answers)] : []),
    ],
    choices: [
      ...optionChoices(context, question, answers),
      ...controls(context, question, answers, decided),
    ],
  };
}

function decidedNote(context: TurnContext, answers: Answers): Block {
  const strategy = shortName(context, recommend(answers).strategy);
  return paragraph(say(context, "flow:decided", { strategy }));
}

function optionChoices(
  context: TurnContext,
  question: Question,
  answers: Answers,
): readonly Choice[] {
  return OPTIONS[question].map((option) => ({
    role: "option",
    label: say(context, `flow:options.${question}.${option}.label`),
    description: say(context, `flow:options.${question}.${option}.about`),
    action: { kind: "answer", question, option, answers },
    primary: false,
  }));
}

/** What does not answer: a button or two, the rest in the menu. */
function controls(
  context: TurnContext,
  question: Question,
  answers: Answers,
  decided: boolean,
): readonly Choice[] {
  const label = (name: string) => say(context, `flow:controls.${name}`);
  const advise = { kind: "advise", answers } as const;
  return [
    ...(decided ? [button(label("advise"), advise)] : []),
    button(label("unknown"), { kind: "answer", question, option: "unknown", answers }),
    ...(stepBack(answers, question) ? [entry(label("back"), { kind: "back", answers })] : []),
    entry(label("why"), { kind: "why", question, answers }),
    ...(factItems(context, answers).length > 0
      ? [
          entry(say(context, "card:details.change"), {
            kind: "detail",
            detail: "change",
            code: codeOf(answers),
          }),
        ]
      : []),
    ...(decided ? [] : [entry(label("advise"), advise)]),
    entry(label("cancel"), { kind: "cancel" }),
  ];
}
