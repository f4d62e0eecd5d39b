import type { Answers, Backbone, Modality, Option, Question } from "./questions.ts";
import { dataLevel, QUESTIONS } from "./questions.ts";
import { RULES, type Rule, type When } from "./rules.ts";

/** The cautious level that stands in for an answer that is unknown or missing. */
export const ASSUMED = {
  data: "small",
  similarity: "related",
  compute: "limited",
} as const satisfies { readonly [Q in Question]: Option<Q> };

/** From this many parameters on a model is treated as a large language model. */
export const LLM_PARAMETERS = 1e9;

/** Answers with every gap filled: what the table is matched against. */
export type Situation = {
  readonly data: Option<"data">;
  readonly similarity: Option<"similarity">;
  readonly compute: Option<"compute">;
  readonly examples: number | null;
  readonly backbone: Backbone | null;
  readonly modality: Modality | null;
  readonly facts_change: boolean;
  readonly shift: boolean;
};

/** The questions whose answer is unknown or missing, in their order; a count of examples answers `data`. */
export function openQuestions(answers: Answers): Question[] {
  return QUESTIONS.filter((question) => {
    if (question === "data" && answers.examples !== undefined) return false;
    return answers[question] === undefined || answers[question] === "unknown";
  });
}

/** Answers → situation. A count decides the data level; a language model without a modality is read as text. */
export function situate(answers: Answers): Situation {
  const { data, similarity, compute, examples, parameters } = answers;
  const large = parameters !== undefined && parameters >= LLM_PARAMETERS;
  const backbone = large ? "llm" : (answers.backbone ?? null);
  return {
    data: examples !== undefined ? dataLevel(examples) : known(data, ASSUMED.data),
    similarity: known(similarity, ASSUMED.similarity),
    compute: known(compute, ASSUMED.compute),
    examples: examples ?? null,
    backbone,
    modality: answers.modality ?? (backbone === "llm" ? "text" : null),
    facts_change: answers.facts_change ?? false,
    shift: answers.shift ?? false,
  };
}

/** Whether text is at stake, so that changing facts and language models are worth talking about. */
export function isTextual(situation: Situation): boolean {
  return situation.modality === "text" || situation.backbone === "llm";
}

function known<T extends string>(answer: T | "unknown" | undefined, assumed: T): T {
  return answer === undefined || answer === "unknown" ? assumed : answer;
}

const CONDITIONS: readonly ((when: When, at: Situation) => boolean)[] = [
  (when, at) => !when.facts_change || at.facts_change,
  (when, at) => !when.shift || at.shift,
  (when, at) => within(when.backbone, at.backbone),
  (when, at) => within(when.modality, at.modality),
  (when, at) => within(when.data, at.data),
  (when, at) => within(when.similarity, at.similarity),
  (when, at) => within(when.compute, at.compute),
  ({ examples: range }, { examples: count }) =>
    !range || (count !== null && count >= range.from && count < range.below),
];

function within<T>(allowed: readonly T[] | undefined, value: T | null): boolean {
  return !allowed || (value !== null && allowed.includes(value));
}

/** The first row of the table that holds for the answers. `rules`: another table than today's, such as an earlier one. */
export function matchRule(answers: Answers, rules: readonly Rule[] = RULES): Rule {
  const situation = situate(answers);
  const rule = rules.find(({ when }) => CONDITIONS.every((holds) => holds(when, situation)));
  if (!rule) throw new Error("The last row of the decision table must hold for everything");
  return rule;
}
