import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { situate } from "../advice/table/situation.ts";
import { settings } from "../advice/training/hyperparameters.ts";
import { encoderModel, kerasModel, passedOver, sentenceModel, timmModel } from "./models.ts";
import { BATCH } from "./plan.ts";
import {
  advisedStep,
  audioPackages,
  audioParts,
  commonConstants,
  encoderPackages,
  featuresOf,
  trainingSteps,
  without,
} from "./script-pieces.ts";
import type { Script } from "./script-types.ts";

const TORCH_PARTS = ["torch_rates", "torch_training", "torch_steps"] as const;

export function pytorchScript(answers: Answers, modality: "image" | "audio"): Script {
  const at = situate(answers);
  const own = { ...answers, modality };
  const model = timmModel(settings({ strategy: "lp_ft" }, own).backbone, at, answers);
  const steps = trainingSteps(own);
  return {
    id: "pytorch",
    modality,
    advised: advisedStep(answers),
    model,
    passedOver: passedOver(answers, model),
    steps,
    parts: [
      "scores",
      ...audioParts(modality),
      "folders",
      ...TORCH_PARTS,
      ...decayParts(steps),
      "image_torch",
      "main",
    ],
    packages: [
      "torch",
      "torchvision",
      "timm",
      "peft",
      "scikit-learn",
      "pillow",
      ...audioPackages(modality),
    ],
    constants: commonConstants(own, "data", model, BATCH),
    features: featuresOf(steps, modality),
  };
}

export function kerasScript(answers: Answers, modality: "image" | "audio"): Script {
  const own = { ...answers, modality };
  const model = kerasModel(settings({ strategy: "lp_ft" }, own).backbone, answers);
  // Keras drops paths inside its blocks, not by an argument.
  const steps = trainingSteps(own).map(
    ([name, step]) => [name, without(step, ["drop_path"])] as const,
  );
  return {
    id: "keras",
    modality,
    advised: advisedStep(answers),
    model,
    passedOver: passedOver(answers, model),
    steps,
    parts: ["scores", ...audioParts(modality), "folders", "keras_image", "main"],
    packages: ["keras", "tensorflow", "scikit-learn", "pillow", ...audioPackages(modality)],
    constants: [...commonConstants(own, "data", model, BATCH), ["SIZE", "224"]],
    features: featuresOf(steps, modality),
  };
}

export function transformersScript(answers: Answers, language: string): Script {
  const own = { ...answers, modality: "text", backbone: "transformer" } as const;
  const advised = advisedStep(answers);
  const choose = advised === "frozen" ? sentenceModel : encoderModel;
  const model = choose(language, answers);
  const steps = trainingSteps(own);
  return {
    id: "transformers",
    modality: "text",
    advised,
    model,
    passedOver: passedOver(answers, model),
    steps,
    parts: ["scores", "csv_text", ...TORCH_PARTS, "text_torch", "main"],
    packages: ["torch", "transformers", "peft", "scikit-learn", ...encoderPackages(model)],
    constants: [...commonConstants(own, "data.csv", model, 16), ["MAX_TOKENS", "256"]],
    features: featuresOf(steps, "text"),
  };
}

export function tableScript(answers: Answers, modality: "tabular" | "time_series"): Script {
  const own = { ...answers, modality };
  const advised = recommend(answers).strategy === "boosted_trees" ? "trees" : advisedStep(answers);
  const model = { name: "source.csv", other: "source2.csv" };
  const trained = trainingSteps(own).map(
    ([name, step]) =>
      [name, modality === "tabular" ? without(step, ["hold_batch_norm"]) : step] as const,
  );
  const steps = [...trained, ["trees", {}] as const];
  return {
    id: "table",
    modality,
    advised,
    model,
    passedOver: passedOver(answers, model),
    steps,
    parts: ["scores", "csv_numbers", ...TORCH_PARTS, "table_torch", "trees", "main"],
    packages: ["torch", "peft", "scikit-learn"],
    constants: commonConstants(own, "data.csv", model, BATCH, advised),
    features: new Set([...featuresOf(steps, modality), "trees"]),
  };
}

function decayParts(steps: Script["steps"]): readonly string[] {
  return steps.some(([, step]) => "layer_decay" in step) ? ["layer_decay"] : [];
}
