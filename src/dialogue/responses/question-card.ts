import { isDecided } from "../../advice/alternatives/decided.ts";
import {
  type Answers,
  OPTIONS,
  pendingQuestion,
  QUESTIONS,
  type Question,
} from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import { stepBack } from "../answers.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Choice } from "../reply.ts";

/** The card of one question: its blocks and choices. */
export type Card = { readonly blocks: readonly Block[]; readonly choices: readonly Choice[] };

/** The question with its options; beside it, when nothing can change the strategy any more, the offer to stop here. */
export function questionCard(context: TurnContext, question: Question, answers: Answers): Card {
  const decided = pendingQuestion(answers) !== null && isDecided(answers);
  return {
    blocks: [
      {
        kind: "progress",
        done: QUESTIONS.indexOf(question),
        of: QUESTIONS.length,
        text: say(context, "flow:progress", {
          number: QUESTIONS.indexOf(question) + 1,
          of: QUESTIONS.length,
        }),
      },
      { kind: "paragraph", text: say(context, `flow:ask.${question}`) },
      { kind: "note", text: say(context, `flow:hint.${question}`) },
      ...(decided ? [decidedNote(context, answers)] : []),
    ],
    choices: [
      ...optionChoices(context, question, answers),
      ...controls(context, question, answers, decided),
    ],
  };
}

function decidedNote(context: TurnContext, answers: Answers): Block {
  const strategy = say(context, `advice:strategies.${recommend(answers).strategy}.name`);
  return { kind: "paragraph", text: say(context, "flow:decided", { strategy }) };
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

function controls(
  context: TurnContext,
  question: Question,
  answers: Answers,
  decided: boolean,
): readonly Choice[] {
  const choices: (Choice | null)[] = [
    decided ? control(context, "advise", { kind: "advise", answers }, true) : null,
    control(context, "unknown", { kind: "answer", question, option: "unknown", answers }),
    stepBack(answers, question) ? control(context, "back", { kind: "back", answers }) : null,
    control(context, "why", { kind: "why", question, answers }),
    control(context, "cancel", { kind: "cancel" }),
  ];
  return choices.filter((choice) => choice !== null);
}

/** A choice that steers the flow; `name` is a key of `flow:controls`. */
export function control(
  context: TurnContext,
  name: string,
  action: Choice["action"],
  primary = false,
): Choice {
  return {
    role: "control",
    label: say(context, `flow:controls.${name}`),
    description: null,
    action,
    primary,
  };
}
