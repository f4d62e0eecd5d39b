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

function known<T extends string>(answer: T | "unknown" | undefined, assumed: T): T {
  return answer === undefined || answer === "unknown" ? assumed : answer;
}

/** The conditions of a row that the situation does not meet; empty when the row holds. */
export function unmet(when: When, situation: Situation): (keyof When)[] {
  return CONDITIONS.filter((condition) => !HOLDS[condition](when, situation));
}

const HOLDS: {
  readonly [C in keyof Required<When>]: (when: When, at: Situation) => boolean;
} = {
  facts_change: (when, at) => !when.facts_change || at.facts_change,
  backbone: (when, at) => within(when.backbone, at.backbone),
  modality: (when, at) => within(when.modality, at.modality),
  data: (when, at) => within(when.data, at.data),
  examples: ({ examples: range }, { examples: count }) =>
    !range || (count !== null && count >= range.from && count < range.below),
  similarity: (when, at) => within(when.similarity, at.similarity),
  compute: (when, at) => within(when.compute, at.compute),
  shift: (when, at) => !when.shift || at.shift,
};

const CONDITIONS = Object.keys(HOLDS) as (keyof When)[];

function within<T>(allowed: readonly T[] | undefined, value: T | null): boolean {
  return !allowed || (value !== null && allowed.includes(value));
}

/** The first row that holds for the answers. */
export function matchRule(answers: Answers): Rule {
  const situation = situate(answers);
  const rule = RULES.find(({ when }) => CONDITIONS.every((c) => HOLDS[c](when, situation)));
  if (!rule) throw new Error("The last row of the decision table must hold for everything");
  return rule;
}
