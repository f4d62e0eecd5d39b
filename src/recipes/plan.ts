import type { Answers } from "../advice/questions.ts";
import type { Strategy } from "../advice/strategies.ts";
import type { Hyperparameters } from "../advice/training/hyperparameter-types.ts";
import { settings } from "../advice/training/hyperparameters.ts";

/** The steps that a training script offers, by the name of its `--step` flag. */
export const STEP_STRATEGIES = {
  frozen: "feature_extraction",
  last_block: "partial_fine_tuning",
  two_stages: "lp_ft",
  all: "full_fine_tuning",
  lora: "peft_lora",
  scratch: "from_scratch",
} as const satisfies Record<string, Strategy>;
export type StepName = keyof typeof STEP_STRATEGIES;
export const STEP_NAMES = Object.keys(STEP_STRATEGIES) as StepName[];

/** The numbers of one step as the script reads them; a key that does not apply is left out. */
export type Step = { readonly [key: string]: PythonValue };
export type PythonValue = string | number | boolean | readonly number[];

/** The batch of every script that trains pictures, sounds or numbers. */
export const BATCH = 32;
/** BiT's rate for SGD is meant for this batch, for at least so many steps (bit_rule). */
const BIT_BATCH = 512;
const BIT_STEPS = 500;
const BIT_WARMUP = 0.1;

/** Epochs without a better validation score before training stops; longer for the head, whose epochs are cheap. */
const PATIENCE = 3;
const HEAD_PATIENCE = 10;
/** A light pull towards the pre-trained weights to start with; tllib gives the method, not one number for all data. */
const PULL = 0.01;
/** AdamW's usual rate for random weights, and three times the length of a pre-trained start (detectron2). */
const SCRATCH_RATE = 1e-3;
const SCRATCH_LENGTH = 3;

/** The step that carries out a strategy; null for prompting, which trains nothing. */
export function stepOf(strategy: Strategy): StepName | null {
  return STEP_NAMES.find((name) => STEP_STRATEGIES[name] === strategy) ?? null;
}

/** The settings of a step for these answers, as the script reads them. */
export function stepNumbers(name: StepName, answers: Answers): Step {
  if (name === "scratch") return scratchNumbers(answers);
  const start = settings({ strategy: STEP_STRATEGIES[name] }, answers);
  return present({
    optimizer: start.optimizer,
    head_rate: start.headLearningRate,
    rate: start.bodyLearningRate === 0 ? null : start.bodyLearningRate,
    ...lengthOf(start),
    warmup: start.warmup,
    weight_decay: start.weightDecay,
    ...(start.optimizer === "sgd" ? bitNumbers(start) : {}),
    hold_batch_norm: start.backbone === "cnn" ? true : null,
    dropout: start.lora ? null : start.dropout,
    drop_path: start.dropPath,
    layer_decay: start.layerDecay ? middle(start.layerDecay) : null,
    rank: start.lora?.rank ?? null,
    lora_dropout: start.lora?.dropout ?? null,
    pull: start.regularization.includes("pull_to_start") ? PULL : null,
    patience: patienceOf(start),
    mixup: start.mixup,
    cutmix: start.cutmix,
    random_erasing: start.randomErasing,
    folds: start.folds,
  });
}

/** One rate for all layers, scaled to the batch, warmed up, without decay: anything stronger destroys a CNN's weights. */
function bitNumbers({ bodyLearningRate, steps }: Hyperparameters): Record<string, PythonValue> {
  const rate = Number((((bodyLearningRate ?? 0) * BATCH) / BIT_BATCH).toPrecision(2));
  return {
    head_rate: rate,
    rate,
    steps: steps?.low ?? BIT_STEPS,
    warmup: BIT_WARMUP,
    weight_decay: 0,
  };
}

/** Random weights follow no advice of their own: AdamW, longer than the full fine-tuning of the same network. */
function scratchNumbers(answers: Answers): Step {
  const full = settings({ strategy: "full_fine_tuning" }, answers);
  const { epochs, steps } = full;
  return present({
    optimizer: "adamw",
    rate: SCRATCH_RATE,
    epochs: epochs ? [epochs.low * SCRATCH_LENGTH, epochs.high * SCRATCH_LENGTH] : null,
    steps: steps ? steps.low * SCRATCH_LENGTH : null,
    weight_decay: full.weightDecay,
    patience: PATIENCE * SCRATCH_LENGTH,
  });
}

function lengthOf({
  headEpochs,
  epochs,
  steps,
}: Hyperparameters): Record<string, PythonValue | null> {
  const range = headEpochs ?? epochs;
  return { epochs: range ? [range.low, range.high] : null, steps: steps?.low ?? null };
}

function patienceOf({ regularization, headEpochs }: Hyperparameters): number | null {
  if (headEpochs) return HEAD_PATIENCE;
  return regularization.includes("early_stopping") ? PATIENCE : null;
}

function middle({ low, high }: { readonly low: number; readonly high: number }): number {
  return Number(((low + high) / 2).toPrecision(3));
}

function present(values: Readonly<Record<string, PythonValue | null>>): Step {
  const kept = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as Step;
}
