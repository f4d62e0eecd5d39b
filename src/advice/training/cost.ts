import { LLM_PARAMETERS, openQuestions, situate } from "../match.ts";
import type { Answers, Backbone, Option } from "../questions.ts";
import { STRATEGIES, type Strategy } from "../strategies.ts";
import type { Range } from "./hyperparameter-types.ts";
import { MEASURED, type Measured, SHARE_OF_FULL_TIME } from "./measured.ts";

/** A strategy, or LoRA over a base model in 4 bits. */
export type CostMethod = Strategy | "qlora";
export const COST_METHODS: readonly CostMethod[] = [
  ...STRATEGIES.filter((strategy) => strategy !== "prompting_rag"),
  "qlora",
];

/** One term of the memory formula, in GB (1e9 bytes). */
export type Term = { readonly id: "weights" | "gradients" | "optimizer" | "activations" } & Range;

/**
 * What one method takes. `terms` add up to `memory` (GB); `fits` compares it with the card; `time` is a share of
 * a full fine-tuning run over the same examples, measured (null: nothing measured);
 * `measured` are published runs of the method on models of the same class, large language models or smaller ones.
 */
export type Cost = {
  readonly method: CostMethod;
  readonly terms: readonly Term[];
  readonly memory: Range;
  readonly fits: "yes" | "tight" | "no" | "unknown";
  readonly time: Range | null;
  readonly measured: readonly Measured[];
};

/**
 * The estimate for all methods with what it stands on; `parametersAssumed` when the size was not given. `card` is the
 * memory in GB of one card, the stated one (`cardStated`) or those of the compute level; null where nothing tells.
 */
export type CostEstimate = {
  readonly parameters: number;
  readonly parametersAssumed: boolean;
  readonly card: Range | null;
  readonly cardStated: boolean;
  readonly costs: readonly Cost[];
};

/** Memory and time of every method, and whether it fits the card: the stated one, else those of the compute level. */
export function estimateCost(answers: Answers): CostEstimate {
  const { backbone, modality } = situate(answers);
  const kind = backbone ?? (modality === "text" ? "transformer" : "cnn");
  const parameters = answers.parameters ?? USUAL_PARAMETERS[kind];
  const card = cardOf(answers);
  return {
    parameters,
    parametersAssumed: answers.parameters === undefined,
    card,
    cardStated: answers.card_gb !== undefined,
    costs: COST_METHODS.filter((method) => method !== "qlora" || kind === "llm").map((method) =>
      costOf(method, parameters, card),
    ),
  };
}

/** Several cards do not add up: without splitting the model, each has to hold all of it. */
function cardOf(answers: Answers): Range | null {
  const { card_gb: stated } = answers;
  if (stated !== undefined) return { low: stated, high: stated };
  return openQuestions(answers).includes("compute") ? null : CARD_GB[situate(answers).compute];
}

/** Sizes that stand in for one not given: ResNet-50 class, BERT-base class, a 7B language model. */
const USUAL_PARAMETERS: { readonly [B in Backbone]: number } = {
  cnn: 25e6,
  transformer: 110e6,
  llm: 7e9,
};

/** Memory of the cards that a compute level stands for; the top of `ample` is one 80 GB card. */
const CARD_GB: { readonly [O in Option<"compute">]: Range } = {
  limited: { low: 8, high: 8 },
  moderate: { low: 10, high: 24 },
  ample: { low: 40, high: 80 },
};

function costOf(method: CostMethod, parameters: number, card: Range | null): Cost {
  const terms = termsOf(method, parameters);
  const memory = { low: sum(terms, "low"), high: sum(terms, "high") };
  return {
    method,
    terms,
    memory,
    fits: fitsIn(memory, card),
    time: SHARE_OF_FULL_TIME[method] ?? null,
    measured: MEASURED.filter(
      (figure) => figure.method === method && figure.large === parameters >= LLM_PARAMETERS,
    ),
  };
}

/** The driver and the screen take the rest. */
const USABLE_SHARE = 0.95;

function fitsIn(memory: Range, card: Range | null): Cost["fits"] {
  if (!card) return "unknown";
  if (memory.high <= card.low * USABLE_SHARE) return "yes";
  return memory.low <= card.high * USABLE_SHARE ? "tight" : "no";
}

function sum(terms: readonly Term[], end: keyof Range): number {
  return terms.reduce((total, term) => total + term[end], 0);
}

/** Shares of the weights that are trained. LoRA: often under 1 % (lora). One block of about twelve, or two. */
const TRAINED: { readonly [M in CostMethod]: Range } = {
  feature_extraction: { low: 0, high: 0 },
  partial_fine_tuning: { low: 0.08, high: 0.2 },
  lp_ft: { low: 1, high: 1 },
  full_fine_tuning: { low: 1, high: 1 },
  from_scratch: { low: 1, high: 1 },
  peft_lora: { low: 0.001, high: 0.01 },
  qlora: { low: 0.001, high: 0.01 },
  prompting_rag: { low: 0, high: 0 },
};

/** Bytes a number: 4 in 32 bits, 2 in 16 bits, half a byte in 4 bits plus up to 0.15 for their scales. */
const FULL_PRECISION = 4;
const HALF_PRECISION = 2;
const FOUR_BITS: Range = { low: 0.5, high: 0.65 };

function termsOf(method: CostMethod, parameters: number): Term[] {
  const large = parameters >= LLM_PARAMETERS;
  const number = large ? HALF_PRECISION : FULL_PRECISION;
  const trained = TRAINED[method];
  const weights = method === "qlora" ? FOUR_BITS : { low: number, high: number };
  // AdamW keeps two numbers a trained weight; in 16-bit training often in 32 bits and with a 32-bit copy of the weight.
  const optimizer = large
    ? { low: 2 * HALF_PRECISION, high: 3 * FULL_PRECISION }
    : { low: 2 * FULL_PRECISION, high: 2 * FULL_PRECISION };
  const gb = parameters / 1e9;
  return [
    { id: "weights", low: gb * weights.low, high: gb * weights.high },
    { id: "gradients", low: gb * trained.low * number, high: gb * trained.high * number },
    {
      id: "optimizer",
      low: gb * trained.low * optimizer.low,
      high: gb * trained.high * optimizer.high,
    },
    { id: "activations", ...activationsOf(method, large) },
  ];
}

/**
 * GB for intermediate results, an assumption: they grow with batch, image size and text length, so the range is wide.
 * The range for language models contains the measured LoRA, QLoRA and full runs (peft_suite, torchtune).
 */
function activationsOf(method: CostMethod, large: boolean): Range {
  if (method === "feature_extraction") return large ? { low: 0.5, high: 2 } : { low: 0.2, high: 1 };
  if (method === "partial_fine_tuning") return large ? { low: 1, high: 6 } : { low: 0.3, high: 2 };
  return large ? { low: 1, high: 16 } : { low: 1, high: 6 };
}
