import { QUIZ_LENGTH, type QuizQuestion, quizQuestion } from "../advice/quiz.ts";
import { recommend } from "../advice/recommend.ts";
import type { Strategy } from "../advice/strategies.ts";
import type { Action } from "./action.ts";
import { strategyName } from "./advice-card.ts";
import { describeAnswers } from "./describe.ts";
import { type Scene, say } from "./kit.ts";
import type { Block, Choice } from "./reply.ts";
import type { Card } from "./selection.ts";

type Quiz = Extract<Action, { kind: "quiz" }>;

/** A question of the quiz, or what the choice was worth with the way on. */
export function quizCard(scene: Scene, quiz: Quiz): Card {
  const question = quizQuestion(quiz.seed, quiz.number);
  return quiz.chosen === null
    ? askedCard(scene, quiz, question)
    : judgedCard(scene, quiz, question, quiz.chosen);
}

/** A new quiz; another `seed` gives other situations. */
export function newQuiz(seed: number): Action {
  return { kind: "quiz", seed, number: 1, right: 0, chosen: null };
}

/** "Quiz" as a choice. */
export function quizChoice(scene: Scene): Choice {
  return control(scene, "start", newQuiz(1));
}

function askedCard(scene: Scene, quiz: Quiz, { answers, options }: QuizQuestion): Card {
  const lead: readonly Block[] =
    quiz.number === 1 ? [{ kind: "paragraph", text: say(scene, "quiz:lead") }] : [];
  const facts = describeAnswers(scene, answers);
  return {
    blocks: [
      ...lead,
      {
        kind: "progress",
        done: quiz.number - 1,
        of: QUIZ_LENGTH,
        text: say(scene, "quiz:heading", { number: quiz.number, of: QUIZ_LENGTH }),
      },
      { kind: "paragraph", text: say(scene, "quiz:situation", { facts }) },
    ],
    choices: [
      ...options.map(
        (chosen): Choice => ({
          role: "option",
          label: strategyName(scene, chosen),
          description: null,
          action: { ...quiz, chosen },
          primary: false,
        }),
      ),
      control(scene, "stop", { kind: "help" }),
    ],
  };
}

function judgedCard(
  scene: Scene,
  quiz: Quiz,
  { answers, right: best }: QuizQuestion,
  chosen: Strategy,
): Card {
  const isRight = chosen === best;
  const right = quiz.right + (isRight ? 1 : 0);
  const names = { strategy: strategyName(scene, best), chosen: strategyName(scene, chosen) };
  const reason = say(scene, `advice:reasons.${recommend(answers).reason}`);
  const whyNot = say(scene, "quiz:why_not", {
    chosen: names.chosen,
    reason: say(scene, `advice:why_not.strategy.${chosen}`),
  });
  const isLast = quiz.number === QUIZ_LENGTH;
  return {
    blocks: [
      { kind: "paragraph", text: say(scene, isRight ? "quiz:right" : "quiz:wrong", names) },
      { kind: "paragraph", text: say(scene, "quiz:why", { reason }) },
      ...(isRight ? [] : [{ kind: "paragraph", text: whyNot } as const]),
      ...(isLast ? resultBlocks(scene, right) : [scoreNote(scene, right, quiz.number)]),
    ],
    choices: isLast
      ? [control(scene, "again", newQuiz(quiz.seed + 1)), control(scene, "stop", { kind: "help" })]
      : [
          control(scene, "next", { ...quiz, number: quiz.number + 1, right, chosen: null }, true),
          control(scene, "stop", { kind: "help" }),
        ],
  };
}

function scoreNote(scene: Scene, right: number, of: number): Block {
  return { kind: "note", text: say(scene, "quiz:score", { right, of }) };
}

function resultBlocks(scene: Scene, right: number): readonly Block[] {
  const level = right >= 8 ? "high" : right >= 5 ? "middle" : "low";
  return [
    { kind: "heading", text: say(scene, "quiz:done.heading", { right, of: QUIZ_LENGTH }) },
    { kind: "paragraph", text: say(scene, `quiz:done.${level}`) },
  ];
}

function control(scene: Scene, name: string, action: Action, primary = false): Choice {
  return { role: "control", label: say(scene, `quiz:${name}`), description: null, action, primary };
}
