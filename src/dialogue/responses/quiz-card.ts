import { QUIZ_LENGTH, type QuizQuestion, quizQuestion } from "../../advice/quiz.ts";
import { recommend } from "../../advice/recommend.ts";
import type { Strategy } from "../../advice/strategies.ts";
import { situate } from "../../advice/table/situation.ts";
import { whyNotWords } from "../../advice/table/wording.ts";
import type { Action } from "../action.ts";
import { say, type TurnContext } from "../dependencies.ts";
import { describeAnswers } from "../describe.ts";
import type { Block, Choice } from "../reply.ts";
import type { Card } from "./card.ts";
import { strategyName } from "./words/advice-words.ts";

type Quiz = Extract<Action, { kind: "quiz" }>;

/** A question of the quiz, or what the choice was worth with the way on. */
export function quizCard(context: TurnContext, quiz: Quiz): Card {
  const question = quizQuestion(quiz.seed, quiz.number);
  return quiz.chosen === null
    ? askedCard(context, quiz, question)
    : judgedCard(context, quiz, question, quiz.chosen);
}

/** A new quiz; another `seed` gives other situations. */
export function newQuiz(seed: number): Action {
  return { kind: "quiz", seed, number: 1, right: 0, chosen: null };
}

/** "Quiz" as a choice. */
export function quizChoice(context: TurnContext): Choice {
  return { ...control(context, "start", newQuiz(1)), placement: "below" };
}

function askedCard(context: TurnContext, quiz: Quiz, { answers, options }: QuizQuestion): Card {
  const lead: readonly Block[] =
    quiz.number === 1 ? [{ kind: "paragraph", text: say(context, "quiz:lead") }] : [];
  const facts = describeAnswers(context, answers);
  return {
    blocks: [
      ...lead,
      {
        kind: "progress",
        done: quiz.number - 1,
        of: QUIZ_LENGTH,
        text: say(context, "quiz:heading", { number: quiz.number, of: QUIZ_LENGTH }),
      },
      { kind: "paragraph", text: say(context, "quiz:situation", { facts }) },
    ],
    choices: [
      ...options.map(
        (chosen): Choice => ({
          role: "option",
          label: strategyName(context, chosen),
          description: null,
          action: { ...quiz, chosen },
          primary: false,
        }),
      ),
      control(context, "stop", { kind: "help" }),
    ],
  };
}

function judgedCard(
  context: TurnContext,
  quiz: Quiz,
  { answers, right: best }: QuizQuestion,
  chosen: Strategy,
): Card {
  const isRight = chosen === best;
  const right = quiz.right + (isRight ? 1 : 0);
  const names = { strategy: strategyName(context, best), chosen: strategyName(context, chosen) };
  const reason = say(context, `advice:reasons.${recommend(answers).reason}`);
  const whyNot = say(context, "quiz:why_not", {
    chosen: names.chosen,
    reason: say(context, `advice:why_not.strategy.${whyNotWords(chosen, situate(answers))}`),
  });
  const isLast = quiz.number === QUIZ_LENGTH;
  return {
    blocks: [
      { kind: "paragraph", text: say(context, isRight ? "quiz:right" : "quiz:wrong", names) },
      { kind: "paragraph", text: say(context, "quiz:why", { reason }) },
      ...(isRight ? [] : [{ kind: "paragraph", text: whyNot } as const]),
      ...(isLast ? resultBlocks(context, right) : [scoreNote(context, right, quiz.number)]),
    ],
    choices: isLast
      ? [
          control(context, "again", newQuiz(quiz.seed + 1)),
          control(context, "stop", { kind: "help" }),
        ]
      : [
          control(context, "next", { ...quiz, number: quiz.number + 1, right, chosen: null }, true),
          control(context, "stop", { kind: "help" }),
        ],
  };
}

function scoreNote(context: TurnContext, right: number, of: number): Block {
  return { kind: "note", text: say(context, "quiz:score", { right, of }) };
}

function resultBlocks(context: TurnContext, right: number): readonly Block[] {
  const level = right >= 8 ? "high" : right >= 5 ? "middle" : "low";
  return [
    { kind: "heading", text: say(context, "quiz:done.heading", { right, of: QUIZ_LENGTH }) },
    { kind: "paragraph", text: say(context, `quiz:done.${level}`) },
  ];
}

function control(context: TurnContext, name: string, action: Action, primary = false): Choice {
  return {
    role: "control",
    label: say(context, `quiz:${name}`),
    description: null,
    action,
    primary,
  };
}
