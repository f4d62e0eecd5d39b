import type { Answers, Backbone } from "../questions.ts";
import type { Strategy } from "../strategies.ts";
import { situate } from "../table/situation.ts";
import { STARTS } from "./defaults.ts";
import type { Hyperparameters } from "./hyperparameter-types.ts";

/** The starting settings of a strategy for these answers; the modality and the backbone matter, where given. */
export function settings(
  advice: { readonly strategy: Strategy },
  answers: Answers,
): Hyperparameters {
  const at = situate(answers);
  const backbone = at.backbone ?? assumedBackbone(advice.strategy, at.modality === "text");
  const image = at.modality === "image" || at.modality === null;
  return {
    ...NOTHING,
    strategy: advice.strategy,
    backbone,
    ...STARTS[advice.strategy]({ at, backbone, image }),
  };
}

const NOTHING: Omit<Hyperparameters, "strategy" | "backbone" | "freeze" | "evidence"> = {
  optimizer: null,
  headLearningRate: null,
  bodyLearningRate: null,
  bodyLearningRateRange: null,
  ratio: null,
  warmup: null,
  batchNorm: null,
  headEpochs: null,
  epochs: null,
  steps: null,
  weightDecay: null,
  dropout: null,
  dropPath: null,
  layerDecay: null,
  folds: null,
  lora: null,
  regularization: ["none"],
  augmentation: "none",
  mixup: null,
  cutmix: null,
  randomErasing: null,
};

/** LoRA is advised where a Transformer is assumed; else texts take one, and the rest a CNN. */
function assumedBackbone(strategy: Strategy, isText: boolean): Backbone {
  return isText || strategy === "peft_lora" ? "transformer" : "cnn";
}
