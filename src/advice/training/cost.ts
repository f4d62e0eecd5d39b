import { modelOf } from "../models.ts";
import type { Answers, Backbone } from "../questions.ts";
import { STRATEGIES } from "../strategies.ts";
import { LLM_PARAMETERS, SMALL_CARD_GB, situate } from "../table/situation.ts";
import type { Range } from "./hyperparameter-types.ts";
import { MEASURED, type Measured, shareOfFullTime } from "./measured.ts";
import {
  type CostMethod,
  LEAST_LOADS,
  LOADS,
  type Load,
  memoryTerms,
  type Term,
} from "./memory.ts";

/** Ways that need no estimate: nothing of the model is held, or its own tool decides. */
const NOT_ESTIMATED: readonly CostMethod[] = [
  "prompting_rag",
  "as_is",
  "boosted_trees",
  "continue_pretraining",
  "other_method",
];
const LEAN_METHODS = ["qlora", "full_bf16", "full_8bit", "full_paged"] as const;
export const COST_METHODS: readonly CostMethod[] = [
  ...STRATEGIES.filter((strategy) => !NOT_ESTIMATED.includes(strategy)),
  ...LEAN_METHODS,
];

/**
 * Whether a method fits the stated card: `tight`: with the least load. `unknown`: no card was stated. Without a GPU, `cpu`: it
 * runs on one; `no_gpu`: it wants a GPU.
 */
export type Fit = "yes" | "tight" | "no" | "unknown" | "cpu" | "no_gpu";

/**
 * What one method takes. `terms` add up to `memory` (GB); `time` is a share of a full fine-tuning run over the same examples,
 * measured (null: nothing measured); `measured` are published runs of the method on models of the same class, large language
 * models or smaller ones.
 */
export type Cost = {
  readonly method: CostMethod;
  readonly terms: readonly Term[];
  readonly memory: Range;
  readonly fits: Fit;
  readonly time: Range | null;
  readonly measured: readonly Measured[];
};

/**
 * The estimate for all methods with what it stands on; `parametersAssumed` when the size was not given. `card` is the memory in GB
 * of one stated card, null where none is.
 */
export type CostEstimate = {
  readonly parameters: number;
  readonly parametersAssumed: boolean;
  readonly kind: Backbone;
  readonly load: Load;
  readonly card: number | null;
  readonly costs: readonly Cost[];
};

/** Memory and time of every method under a load, and whether it fits the stated card. */
export function estimateCost(answers: Answers, load?: Load): CostEstimate {
  const { backbone, modality, noGpu } = situate(answers);
  const kind = backbone ?? (modality === "text" ? "transformer" : "cnn");
  const given = answers.parameters ?? modelOf(answers.model)?.parameters;
  const card = answers.card_gb ?? null;
  const parameters = given ?? usualParameters(kind, card);
  const stated = load ?? LOADS[kind];
  const methods = COST_METHODS.filter(
    (method) => kind === "llm" || !(LEAN_METHODS as readonly string[]).includes(method),
  );
  return {
    parameters,
    parametersAssumed: given === undefined,
    kind,
    load: stated,
    card,
    costs: methods.map((method): Cost => {
      const terms = memoryTerms(method, kind, parameters, stated);
      const memory = total(terms);
      const least = total(memoryTerms(method, kind, parameters, LEAST_LOADS[kind]));
      return {
        method,
        terms,
        memory,
        fits: fitsIn(method, kind, memory, least, card, noGpu),
        time: shareOfFullTime(method, parameters >= LLM_PARAMETERS),
        measured: MEASURED.filter(
          (figure) => figure.method === method && figure.large === parameters >= LLM_PARAMETERS,
        ),
      };
    }),
  };
}

/** Whether even the leanest training of a stated language model is too much for the stated card. */
export function exceedsCard(answers: Answers): boolean {
  if (answers.card_gb === undefined || situate(answers).backbone !== "llm") return false;
  const { costs } = estimateCost(answers);
  return costs.every(({ fits }) => fits === "no");
}

/** Sizes that stand in for one not given: ResNet-50 class, BERT-base class, a language model of 7B, or 4B on a small card. */
function usualParameters(kind: Backbone, card: number | null): number {
  if (kind !== "llm") return kind === "cnn" ? 25e6 : 110e6;
  return card !== null && card <= SMALL_CARD_GB.to ? 4e9 : 7e9;
}

/** The screen and other programs take the rest. */
const USABLE_SHARE = 0.95;

function fitsIn(
  method: CostMethod,
  kind: Backbone,
  memory: Range,
  least: Range,
  card: number | null,
  noGpu: boolean,
): Fit {
  if (card !== null) {
    if (memory.high <= card * USABLE_SHARE) return "yes";
    return least.low <= card * USABLE_SHARE ? "tight" : "no";
  }
  if (!noGpu) return "unknown";
  return method === "feature_extraction" && kind !== "llm" ? "cpu" : "no_gpu";
}

function total(terms: readonly Term[]): Range {
  return {
    low: terms.reduce((sum, { low }) => sum + low, 0),
    high: terms.reduce((sum, { high }) => sum + high, 0),
  };
}
