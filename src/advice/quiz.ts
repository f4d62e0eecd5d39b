import { decidingFacts } from "./alternatives/decided.ts";
import { type Answers, type Backbone, type Modality, OPTIONS } from "./questions.ts";
import { type Advice, recommend } from "./recommend.ts";
import type { RuleId } from "./rules.ts";
import { STRATEGIES, type Strategy } from "./strategies.ts";

export const QUIZ_LENGTH = 10;
const OPTION_COUNT = 3;

/** A situation, three ways to begin of which one is advised, and the row of the table that decides. */
export type QuizQuestion = {
  readonly answers: Answers;
  readonly options: readonly Strategy[];
  readonly right: Strategy;
  readonly rule: RuleId;
};

/**
 * Question `number` (from 1 on) of the quiz that `seed` (a whole number) stands for; the same two give the same question.
 * The right answers go round the strategies. No option is the runner-up, and no fact that is left out would decide.
 */
export function quizQuestion(seed: number, number: number): QuizQuestion {
  const pool = situations();
  const asked = shuffled([...pool.keys()], seed);
  const right = asked[(number - 1) % asked.length] ?? "feature_extraction";
  const found = shuffled(pool.get(right) ?? [], seed);
  const { answers, advice } = pick(found, Math.floor((number - 1) / asked.length));
  const others = STRATEGIES.filter((id) => id !== right && id !== advice.runnerUp);
  const wrong = shuffled(others, seed + number).slice(0, OPTION_COUNT - 1);
  return {
    answers,
    options: shuffled([right, ...wrong], seed * 31 + number),
    right,
    rule: advice.rule,
  };
}

type Situation = { readonly answers: Answers; readonly advice: Advice };

/** Every clear situation by the strategy that is advised for it; those of low confidence are left out. */
function situations(): ReadonlyMap<Strategy, readonly Situation[]> {
  const found = new Map<Strategy, Situation[]>();
  for (const answers of complete()) {
    const advice = recommend(answers);
    if (advice.confidence === "low" || decidingFacts(answers).length > 0) continue;
    const group = found.get(advice.strategy) ?? [];
    group.push({ answers, advice });
    found.set(advice.strategy, group);
  }
  return found;
}

/** Amounts in the midst of the levels, far from the bounds of the rows. */
const COUNTS = [40, 150, 600, 2_000, 30_000, 400_000] as const;
const MODELS: readonly { readonly modality: Modality; readonly backbone: Backbone }[] = [
  { modality: "image", backbone: "cnn" },
  { modality: "image", backbone: "transformer" },
  { modality: "text", backbone: "transformer" },
  { modality: "text", backbone: "llm" },
];

function* complete(): Generator<Answers> {
  for (const examples of COUNTS)
    for (const similarity of OPTIONS.similarity)
      for (const compute of OPTIONS.compute)
        for (const model of MODELS) yield* withFlags({ examples, similarity, compute, ...model });
}

/** The situation with the flags that decide in it: none holds, or one. A flag that makes no difference is not told. */
function* withFlags(answers: Answers): Generator<Answers> {
  const deciding = decidingFacts(answers).filter(
    (fact) => fact === "shift" || fact === "facts_change",
  );
  const none = { ...answers, ...Object.fromEntries(deciding.map((fact) => [fact, false])) };
  yield none;
  for (const fact of deciding) yield { ...none, [fact]: true };
}

function pick<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("The quiz needs a clear situation for every strategy");
  return value;
}

/** The values in an order that depends on the seed alone (Fisher-Yates over a linear congruential sequence). */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  const order = [...values];
  let state = (Math.imul(seed, 0x9e3779b1) ^ order.length) >>> 0;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    const [one, two] = [order[last], order[other]];
    if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one];
  }
  return order;
}
