import type { Backbone } from "../questions.ts";
import type { Strategy } from "../strategies.ts";

/** From `low` to `high`, both included. */
export type Range = { readonly low: number; readonly high: number };

export type FreezeId =
  | "backbone"
  | "all_but_last_block"
  | "head_first"
  | "nothing"
  | "base_model"
  | "everything";
export type RegularizationId =
  | "l2_head"
  | "early_stopping"
  | "pull_to_start"
  | "strong"
  | "adapter_dropout"
  | "none";
export type AugmentationId =
  | "light"
  | "image_basic"
  | "image_mixup"
  | "image_strong"
  | "text_back_translation"
  | "as_task"
  | "none";

/**
 * Where to start, not where to end: a rate is Adam's unless `optimizer` says otherwise, `ratio` is body to head,
 * `warmup` a share of all steps, `epochs` those after the head has converged. Null: does not apply.
 * `evidence` are keys of locales/sources.json.
 */
export type Hyperparameters = {
  readonly strategy: Strategy;
  readonly backbone: Backbone;
  readonly optimizer: "adam" | "adamw" | "sgd" | null;
  readonly headLearningRate: number | null;
  readonly bodyLearningRate: number | null;
  readonly bodyLearningRateRange: Range | null;
  readonly ratio: number | null;
  readonly warmup: number | null;
  readonly freeze: FreezeId;
  readonly batchNorm: "inference" | null;
  readonly headEpochs: Range | null;
  readonly epochs: Range | null;
  readonly steps: Range | null;
  readonly weightDecay: number | null;
  readonly dropout: number | null;
  readonly dropPath: number | null;
  readonly layerDecay: Range | null;
  readonly folds: number | null;
  readonly lora: { readonly rank: number; readonly ranks: Range; readonly dropout: number } | null;
  readonly regularization: readonly RegularizationId[];
  readonly augmentation: AugmentationId;
  readonly mixup: number | null;
  readonly cutmix: number | null;
  readonly randomErasing: number | null;
  readonly evidence: readonly string[];
};
