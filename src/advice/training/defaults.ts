import type { Backbone } from "../questions.ts";
import type { Strategy } from "../strategies.ts";
import type { Situation } from "../table/situation.ts";
import type { Hyperparameters, Range } from "./hyperparameter-types.ts";

/** What the starting settings depend on. */
export type Task = {
  readonly at: Situation;
  readonly backbone: Backbone;
  readonly image: boolean;
};

type Start = Partial<Hyperparameters> & Pick<Hyperparameters, "freeze" | "evidence">;

/** Ways without weights to train, or with settings of their own tools; `settingLines` has nothing to say of them. */
const NOTHING_TO_SET = {
  as_is: () => ({ freeze: "everything", evidence: [] }),
  boosted_trees: () => ({ freeze: "everything", evidence: [] }),
  continue_pretraining: () => ({ freeze: "everything", evidence: [] }),
  other_method: () => ({ freeze: "everything", evidence: [] }),
} as const satisfies { readonly [S in Strategy]?: (task: Task) => Start };

/** What each strategy starts with; what is left out does not apply. */
export const STARTS: { readonly [S in Strategy]: (task: Task) => Start } = {
  feature_extraction: ({ backbone, image }) => ({
    optimizer: "adam",
    headLearningRate: 1e-3,
    bodyLearningRate: 0,
    ratio: 0,
    freeze: "backbone",
    batchNorm: batchNormOf(backbone),
    headEpochs: { low: 20, high: 100 },
    weightDecay: 0,
    folds: 5,
    regularization: ["l2_head"],
    augmentation: image ? "light" : "none",
    evidence: ["keras_guide", "keras_efficientnet", "simclr", "rasbt_distilbert"],
  }),
  partial_fine_tuning: ({ backbone, image, at }) => ({
    optimizer: backbone === "cnn" ? "adam" : "adamw",
    headLearningRate: 1e-3,
    bodyLearningRate: smallRate(backbone),
    bodyLearningRateRange: { low: 1e-5, high: 1e-4 },
    ratio: smallRate(backbone) / 1e-3,
    freeze: "all_but_last_block",
    batchNorm: batchNormOf(backbone),
    epochs: { low: 4, high: 10 },
    weightDecay: 0.01,
    dropout: 0.2,
    regularization: ["early_stopping"],
    augmentation: image
      ? "image_basic"
      : at.modality === "text"
        ? "text_back_translation"
        : "as_task",
    evidence: ["keras_efficientnet", "tf_tutorial", "rasbt_llms", "rasbt_distilbert"],
  }),
  lp_ft: ({ backbone, image, at }) => ({
    optimizer: backbone === "cnn" ? "adam" : "adamw",
    headLearningRate: 1e-3,
    bodyLearningRate: smallRate(backbone),
    bodyLearningRateRange: { low: 1e-5, high: 2e-5 },
    ratio: smallRate(backbone) / 1e-3,
    warmup: 0.1,
    freeze: "head_first",
    batchNorm: batchNormOf(backbone),
    epochs: { low: 3, high: 10 },
    weightDecay: 0.01,
    regularization: [
      "early_stopping",
      ...(image && below(at, 10_000) ? (["pull_to_start"] as const) : []),
    ],
    ...mixupOf(at, image),
    evidence: ["keras_guide", "lp_ft", "revisit_bert", "bit_rule", "tllib"],
  }),
  full_fine_tuning: ({ backbone, image, at }) => ({
    ...wholeRates(backbone, image),
    warmup: 0.1,
    freeze: "nothing",
    batchNorm: batchNormOf(backbone),
    ...(image ? { steps: stepsOf(at) } : { epochs: WHOLE_EPOCHS[backbone] }),
    weightDecay: WHOLE_DECAY[backbone === "transformer" && image ? "vision" : backbone],
    ...(image && backbone === "transformer" ? { dropPath: 0.1 } : {}),
    ...layerDecayOf(backbone, image),
    regularization: image && backbone === "transformer" ? ["strong"] : ["early_stopping"],
    ...(image && backbone === "transformer" && at.data === "large"
      ? { augmentation: "image_strong", mixup: 0.8, cutmix: 1, randomErasing: 0.25 }
      : mixupOf(at, image)),
    evidence: ["bit_rule", "mae", "protein_eval"],
  }),
  peft_lora: ({ backbone }) => ({
    optimizer: "adamw",
    bodyLearningRate: 2e-4,
    bodyLearningRateRange: { low: 1e-4, high: 5e-4 },
    freeze: "base_model",
    epochs: backbone === "llm" ? { low: 1, high: 3 } : { low: 5, high: 20 },
    dropout: 0.05,
    lora: { rank: 16, ranks: { low: 8, high: 64 }, dropout: 0.05 },
    regularization: ["adapter_dropout"],
    augmentation: "as_task",
    evidence: ["lora_without_regret", "japanese_lora", "protein_eval"],
  }),
  prompting_rag: () => ({ freeze: "everything", evidence: ["ovadia2023"] }),
  ...NOTHING_TO_SET,
  from_scratch: ({ image }) => ({
    freeze: "nothing",
    regularization: ["early_stopping"],
    augmentation: image ? "image_basic" : "as_task",
    evidence: ["keras_efficientnet", "cases"],
  }),
};

/** One rate for all layers. SGD's holds at batch 512 (bit_rule); AdamW's for pictures is 5e-4 at batch 256, scaled to 32 (mae). */
function wholeRates(backbone: Backbone, image: boolean): Partial<Hyperparameters> {
  const [optimizer, rate] =
    backbone === "cnn"
      ? (["sgd", 3e-3] as const)
      : (["adamw", image && backbone === "transformer" ? 6e-5 : 2e-5] as const);
  return { optimizer, headLearningRate: rate, bodyLearningRate: rate };
}

/** Passes over texts, sounds and series; a language model wants few. */
const WHOLE_EPOCHS: { readonly [B in Backbone]: Range } = {
  cnn: { low: 5, high: 20 },
  transformer: { low: 5, high: 20 },
  llm: { low: 1, high: 3 },
};
/** BiT decays nothing (bit_rule); MAE decays 0.05 (mae); texts a little (revisit_bert). */
const WHOLE_DECAY = { cnn: 0, vision: 0.05, transformer: 0.01, llm: 0.01 } as const;

/** Full-network rate after the head: 1e-5 for a CNN with Adam, 2e-5 for transformers (keras_guide, protein_eval). */
function smallRate(backbone: Backbone): number {
  return backbone === "cnn" ? 1e-5 : 2e-5;
}

function batchNormOf(backbone: Backbone): Hyperparameters["batchNorm"] {
  return backbone === "cnn" ? "inference" : null;
}

function layerDecayOf(backbone: Backbone, image: boolean): Partial<Hyperparameters> {
  return image && backbone === "transformer" ? { layerDecay: { low: 0.65, high: 0.75 } } : {};
}

/** Below so many examples, as far as the answers tell: a level without a count is judged by its lowest. */
function below({ examples, data }: Situation, count: number): boolean {
  return examples !== null ? examples < count : data !== "large";
}

function mixupOf(at: Situation, image: boolean): Partial<Hyperparameters> {
  if (!image) return { augmentation: "as_task" };
  return below(at, 20_000)
    ? { augmentation: "image_basic" }
    : { augmentation: "image_mixup", mixup: 0.1 };
}

/** Steps by the BiT rule (bit_rule): 500 below 20,000 images, 10,000 up to 500,000, then 20,000. */
function stepsOf({ examples, data }: Situation): Range {
  const [least, most] = examples !== null ? [examples, examples] : SPAN[data];
  return { low: bitSteps(least), high: bitSteps(most) };
}

const SPAN = {
  tiny: [1, 99],
  small: [100, 999],
  medium: [1_000, 99_999],
  large: [100_000, 1_000_000],
} as const;

function bitSteps(examples: number): number {
  if (examples < 20_000) return 500;
  return examples < 500_000 ? 10_000 : 20_000;
}
