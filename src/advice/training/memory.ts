import type { Backbone } from "../questions.ts";
import type { Strategy } from "../strategies.ts";
import { LLM_PARAMETERS } from "../table/situation.ts";
import type { Range } from "./hyperparameter-types.ts";

/**
 * A strategy, or a leaner way of one for language models: LoRA over a base model in 4 bits; all weights in 16 bits; the same with
 * 8-bit optimiser states and gradients used at once; the same with those states in the computer's own memory.
 */
export type CostMethod = Strategy | "qlora" | "full_bf16" | "full_8bit" | "full_paged";

/**
 * What is trained on at once: `batch` examples of `length` tokens (for a CNN, pictures of 224 by 224 pixels, `length` 1).
 * `checkpointing`: intermediate results are computed again rather than kept.
 */
export type Load = {
  readonly batch: number;
  readonly length: number;
  readonly checkpointing: boolean;
};

/** One term of the memory formula, in GB (1e9 bytes). */
export type Term = {
  readonly id: "weights" | "gradients" | "optimizer" | "activations" | "overhead";
} & Range;

/** The load that an estimate states where nobody gave one, and the least that still trains. */
export const LOADS = {
  cnn: { batch: 32, length: 1, checkpointing: false },
  transformer: { batch: 32, length: 128, checkpointing: false },
  llm: { batch: 1, length: 2_048, checkpointing: true },
} as const satisfies { readonly [B in Backbone]: Load };
export const LEAST_LOADS = {
  cnn: { batch: 4, length: 1, checkpointing: true },
  transformer: { batch: 4, length: 128, checkpointing: true },
  llm: { batch: 1, length: 256, checkpointing: true },
} as const satisfies { readonly [B in Backbone]: Load };

/** The memory of a method on a network of this kind and size under this load, term by term. */
export function memoryTerms(
  method: CostMethod,
  kind: Backbone,
  parameters: number,
  load: Load,
): Term[] {
  const large = parameters >= LLM_PARAMETERS;
  const bytes = BYTES[method] ?? (large ? LARGE : SMALL);
  const gb = parameters / 1e9;
  const trained = TRAINED[method] ?? ALL;
  const weights = method === "qlora" ? fourBitWeights(parameters) : same(gb * bytes.weights);
  return [
    { id: "weights", ...weights },
    { id: "gradients", ...scaled(trained, gb * bytes.gradients) },
    { id: "optimizer", ...scaled(trained, gb * bytes.optimizer) },
    { id: "activations", ...activations(method, kind, parameters, load) },
    { id: "overhead", ...OVERHEAD },
  ];
}

/** What the driver and the libraries take. GB. */
const OVERHEAD: Range = { low: 0.4, high: 0.7 };

type Bytes = { readonly weights: number; readonly gradients: number; readonly optimizer: number };

/** 32-bit weights and gradients, and two 32-bit numbers of AdamW for each trained weight. */
const SMALL: Bytes = { weights: 4, gradients: 4, optimizer: 8 };
/** A frozen base in 16 bits; what is trained beside it keeps a 32-bit copy and AdamW's two numbers. */
const LARGE: Bytes = { weights: 2, gradients: 2, optimizer: 12 };
const BYTES: { readonly [M in CostMethod]?: Bytes } = {
  full_bf16: { weights: 2, gradients: 2, optimizer: 4 },
  full_8bit: { weights: 2, gradients: 0, optimizer: 2 },
  full_paged: { weights: 2, gradients: 0, optimizer: 0 },
};

/** Shares of the weights that are trained. LoRA: often under 1 % (lora). One block of about twelve, or two. */
const NONE: Range = { low: 0, high: 0 };
const ALL: Range = { low: 1, high: 1 };
const ADDED: Range = { low: 0.001, high: 0.01 };
const LAST_BLOCKS: Range = { low: 0.08, high: 0.16 };
const TRAINED: { readonly [M in CostMethod]?: Range } = {
  feature_extraction: NONE,
  prompting_rag: NONE,
  as_is: NONE,
  partial_fine_tuning: LAST_BLOCKS,
  peft_lora: ADDED,
  qlora: ADDED,
};

/** Bytes a weight in 4 bits with the scales; the table of words stays in 16 bits. */
const FOUR_BITS: Range = { low: 0.52, high: 0.58 };
/** Sizes of a language model's table of words; the large one is that of current models. */
const VOCABULARY: Range = { low: 80_000, high: 128_000 };

function fourBitWeights(parameters: number): Range {
  const { width } = shapeOf(parameters);
  const ofEnd = (end: keyof Range): number => {
    const words = Math.min(2 * VOCABULARY[end] * width, parameters / 2);
    return ((parameters - words) * FOUR_BITS[end] + words * 2) / 1e9;
  };
  return { low: ofEnd("low"), high: ofEnd("high") };
}

/** Pictures of 224 by 224 pixels through ResNet-50, kept for the way back: GB each, about. */
const RESNET50_PICTURE_GB = 0.1;
const RESNET50_PARAMETERS = 25e6;
/** Bytes that a layer of a transformer keeps for each token and unit of width, in 16-bit numbers. */
const KEPT_PER_LAYER = 34;
/** Bytes for each word of the vocabulary at each token: the scores, their 32-bit copy and both gradients. */
const SCORES = 14;
/** The formula leaves out what libraries keep beside it, or spare. */
const SPREAD: Range = { low: 0.85, high: 1.15 };

/** Intermediate results. Frozen layers keep nothing for the way back, so that only what is trained and one layer at work count. */
function activations(method: CostMethod, kind: Backbone, parameters: number, load: Load): Range {
  const reach = REACH[method] ?? ALL;
  if (kind === "cnn") {
    const picture = RESNET50_PICTURE_GB * Math.sqrt(parameters / RESNET50_PARAMETERS);
    const kept = load.batch * picture;
    return {
      low: kept * atLeast(reach.low) * SPREAD.low,
      high: kept * atLeast(reach.high) * SPREAD.high,
    };
  }
  const { layers, width } = shapeOf(parameters);
  const tokens = load.batch * load.length;
  const precision = parameters >= LLM_PARAMETERS ? 1 : 2;
  const ofEnd = (end: keyof Range): number => {
    const worked = KEPT_PER_LAYER * width;
    const kept = load.checkpointing
      ? 2 * layers * width + worked
      : KEPT_PER_LAYER * layers * width * Math.max(reach[end], 1 / layers);
    const trains = reach.high > 0 && parameters >= LLM_PARAMETERS;
    const scores = trains ? SCORES * VOCABULARY[end] : 0;
    return (tokens * (precision * kept + scores) * SPREAD[end]) / 1e9;
  };
  return { low: ofEnd("low"), high: ofEnd("high") };
}

/** The share of the layers through which gradients go. */
const REACH: { readonly [M in CostMethod]?: Range } = {
  feature_extraction: NONE,
  prompting_rag: NONE,
  as_is: NONE,
  partial_fine_tuning: LAST_BLOCKS,
};

/** One layer at work is about a twelfth. */
function atLeast(share: number): number {
  return Math.max(share, 1 / 12);
}

type Shape = { readonly layers: number; readonly width: number };

/** Usual shapes of transformers, by their size. */
const SHAPES: readonly (Shape & { readonly parameters: number })[] = [
  { parameters: 30e6, layers: 12, width: 384 },
  { parameters: 110e6, layers: 12, width: 768 },
  { parameters: 350e6, layers: 24, width: 1_024 },
  { parameters: 1.2e9, layers: 16, width: 2_048 },
  { parameters: 3.2e9, layers: 28, width: 3_072 },
  { parameters: 8e9, layers: 32, width: 4_096 },
  { parameters: 14e9, layers: 40, width: 5_120 },
  { parameters: 32e9, layers: 64, width: 5_120 },
  { parameters: 70e9, layers: 80, width: 8_192 },
];

function shapeOf(parameters: number): Shape {
  const distance = (size: number) => Math.abs(Math.log(size / parameters));
  return SHAPES.reduce((nearest, shape) =>
    distance(shape.parameters) < distance(nearest.parameters) ? shape : nearest,
  );
}

function same(amount: number): Range {
  return { low: amount, high: amount };
}

function scaled({ low, high }: Range, by: number): Range {
  return { low: low * by, high: high * by };
}
