import { isDecided } from "../advice/decided.ts";
import {
  type Answers,
  OPTIONS,
  pendingQuestion,
  QUESTIONS,
  type Question,
} from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { stepBack } from "./answers.ts";
import { type Scene, say } from "./kit.ts";
import type { Block, Choice } from "./reply.ts";

/** The card of one question: its blocks and choices. */
export type Card = { readonly blocks: readonly Block[]; readonly choices: readonly Choice[] };

/** The question with its options; beside it, when nothing can change the strategy any more, the offer to stop here. */
export function questionCard(scene: Scene, question: Question, answers: Answers): Card {
  const decided = pendingQuestion(answers) !== null && isDecided(answers);
  return {
    blocks: [
      {
        kind: "progress",
        done: QUESTIONS.indexOf(question),
        of: QUESTIONS.length,
        text: say(scene, "flow:progress", {
          number: QUESTIONS.indexOf(question) + 1,
          of: QUESTIONS.length,
        }),
      },
      { kind: "paragraph", text: say(scene, `flow:ask.${question}`) },
      { kind: "note", text: say(scene, `flow:hint.${question}`) },
      ...(decided ? [decidedNote(scene, answers)] : []),
    ],
    choices: [
      ...optionChoices(scene, question, answers),
      ...controls(scene, question, answers, decided),
    ],
  };
}

function decidedNote(scene: Scene, answers: Answers): Block {
  const strategy = say(scene, `advice:strategies.${recommend(answers).strategy}.name`);
  return { kind: "paragraph", text: say(scene, "flow:decided", { strategy }) };
}

function optionChoices(scene: Scene, question: Question, answers: Answers): readonly Choice[] {
  return OPTIONS[question].map((option) => ({
    role: "option",
    label: say(scene, `flow:options.${question}.${option}.label`),
    description: say(scene, `flow:options.${question}.${option}.about`),
    action: { kind: "answer", question, option, answers },
    primary: false,
  }));
}

function controls(
  scene: Scene,
  question: Question,
  answers: Answers,
  decided: boolean,
): readonly Choice[] {
  const choices: (Choice | null)[] = [
    decided ? control(scene, "advise", { kind: "advise", answers }, true) : null,
    control(scene, "unknown", { kind: "answer", question, option: "unknown", answers }),
    stepBack(answers, question) ? control(scene, "back", { kind: "back", answers }) : null,
    control(scene, "why", { kind: "why", question, answers }),
    control(scene, "cancel", { kind: "cancel" }),
  ];
  return choices.filter((choice) => choice !== null);
}

/** A choice that steers the flow; `name` is a key of `flow:controls`. */
export function control(
  scene: Scene,
  name: string,
  action: Choice["action"],
  primary = false,
): Choice {
  return {
    role: "control",
    label: say(scene, `flow:controls.${name}`),
    description: null,
    action,
    primary,
  };
}
