import { expect, test } from "vitest";
import { decidingFact } from "../../src/advice/alternatives/decided.ts";
import { QUIZ_LENGTH, quizQuestion } from "../../src/advice/quiz.ts";
import { recommend } from "../../src/advice/recommend.ts";

const SEEDS = [0, 1, 2, 7, 99, 20_261, 2_147_483_647];
const NUMBERS = Array.from({ length: QUIZ_LENGTH }, (_, index) => index + 1);
const QUIZZES = SEEDS.map((seed) => NUMBERS.map((number) => quizQuestion(seed, number)));
const QUESTIONS = QUIZZES.flat();

test("the right option is what the table advises", () => {
  const wrong = QUESTIONS.filter(({ answers, right }) => recommend(answers).strategy !== right);
  expect(wrong).toEqual([]);
});

test("every question has three different options, the right one among them", () => {
  const wrong = QUESTIONS.filter(
    ({ options, right }) => new Set(options).size !== 3 || !options.includes(right),
  );
  expect(wrong).toEqual([]);
});

test("no option is the runner-up", () => {
  const wrong = QUESTIONS.filter(({ options, answers }) =>
    options.includes(recommend(answers).runnerUp),
  );
  expect(wrong).toEqual([]);
});

test("no situation is of low confidence, and none hides a fact that would decide", () => {
  const unclear = QUESTIONS.filter(
    ({ answers }) => recommend(answers).confidence === "low" || decidingFact(answers) !== null,
  );
  expect(unclear).toEqual([]);
});

test("no quiz asks the same situation twice", () => {
  for (const quiz of QUIZZES) {
    const situations = quiz.map(({ answers }) => JSON.stringify(answers));
    expect(new Set(situations).size).toBe(QUIZ_LENGTH);
  }
});

test("a quiz has each strategy of the table as a right answer", () => {
  for (const quiz of QUIZZES) expect(new Set(quiz.map(({ right }) => right)).size).toBe(6);
});

test("the right option has no fixed place", () => {
  const places = QUESTIONS.map(({ options, right }) => options.indexOf(right));
  expect(new Set(places)).toEqual(new Set([0, 1, 2]));
});

test("the same seed and number give the same question", () => {
  expect(quizQuestion(7, 3)).toEqual(quizQuestion(7, 3));
});

test("another seed gives another quiz", () => {
  expect(QUIZZES[1]).not.toEqual(QUIZZES[2]);
});
