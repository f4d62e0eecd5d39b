import type { Strategy } from "../strategies.ts";
import type { Hyperparameters, Range } from "./hyperparameter-types.ts";

export const SETTING_FIELDS = [
  "learning_rate",
  "ratio",
  "freeze",
  "batch_norm",
  "epochs",
  "regularization",
  "augmentation",
] as const;
export type SettingField = (typeof SETTING_FIELDS)[number];

/**
 * One line of the settings: the words are found in the locales under `settings.<field>.<id>`,
 * with `values` for their placeholders (rates written as 1e-5).
 */
export type SettingLine = {
  readonly field: SettingField;
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string>>;
};

/** Ways that have no settings to start with. */
const WITHOUT_SETTINGS: readonly Strategy[] = [
  "as_is",
  "boosted_trees",
  "continue_pretraining",
  "other_method",
];

/** The settings as lines to read, in the order of SETTING_FIELDS; a field that does not apply is left out. */
export function settingLines(start: Hyperparameters): SettingLine[] {
  if (WITHOUT_SETTINGS.includes(start.strategy)) return [];
  return SETTING_FIELDS.map((field) => ({
    field,
    words: WORDS[field](start),
    values: valuesOf(start),
  })).filter(({ words }) => words.length > 0);
}

const WORDS: { readonly [F in SettingField]: (start: Hyperparameters) => readonly string[] } = {
  learning_rate: (start) => [full(start) ? wholeRateWords(start) : start.strategy],
  ratio: ({ strategy, ratio }) => (ratio || strategy === "peft_lora" ? [strategy] : []),
  freeze: ({ freeze }) => [freeze],
  batch_norm: ({ batchNorm }) => (batchNorm ? [batchNorm] : []),
  epochs: (start) => [full(start) ? `full_fine_tuning_${stepsOrEpochs(start)}` : start.strategy],
  regularization: (start) => [...decayAndDropout(start), ...start.regularization],
  augmentation: ({ augmentation }) => [augmentation],
};

function decayAndDropout({
  strategy,
  weightDecay,
  dropout,
  regularization,
}: Hyperparameters): string[] {
  if (regularization.includes("strong")) return [];
  return [
    ...(weightDecay ? ["weight_decay"] : []),
    ...(dropout && strategy !== "peft_lora" ? ["dropout"] : []),
  ];
}

function full({ strategy }: Hyperparameters): boolean {
  return strategy === "full_fine_tuning";
}

function wholeRateWords({ optimizer, layerDecay }: Hyperparameters): string {
  return `full_fine_tuning_${optimizer}${layerDecay ? "_image" : ""}`;
}

function stepsOrEpochs({ steps, backbone }: Hyperparameters): string {
  if (!steps) return backbone === "llm" ? "epochs_llm" : "epochs";
  return steps.low === steps.high ? "steps" : "steps_range";
}

function valuesOf(start: Hyperparameters): Record<string, string> {
  const { bodyLearningRateRange: rates, epochs, headEpochs, steps, layerDecay, lora } = start;
  return {
    head: written(start.headLearningRate),
    body: written(start.bodyLearningRate),
    weightDecay: written(start.weightDecay),
    dropout: written(start.dropout),
    dropPath: written(start.dropPath),
    folds: written(start.folds),
    mixup: written(start.mixup),
    cutmix: written(start.cutmix),
    randomErasing: written(start.randomErasing),
    rank: written(lora?.rank ?? null),
    ...ends("rate", rates),
    ...ends("epochs", epochs),
    ...ends("headEpochs", headEpochs),
    ...ends("steps", steps),
    ...ends("decay", layerDecay),
    ...ends("rank", lora?.ranks ?? null),
  };
}

function ends(name: string, range: Range | null): Record<string, string> {
  return range ? { [`${name}Low`]: written(range.low), [`${name}High`]: written(range.high) } : {};
}

function written(number: number | null): string {
  if (number === null) return "";
  if (number !== 0 && number < 0.01) return number.toExponential();
  return number.toLocaleString("en-US");
}
