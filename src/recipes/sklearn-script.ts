import type { Answers, Modality } from "../advice/questions.ts";
import { situate } from "../advice/table/situation.ts";
import { settings } from "../advice/training/hyperparameters.ts";
import { passedOver, sentenceModel, timmModel } from "./models.ts";
import { BATCH, stepNumbers } from "./plan.ts";
import {
  audioPackages,
  audioParts,
  commonConstants,
  encoderPackages,
  featuresOf,
} from "./script-pieces.ts";
import type { Script } from "./script-types.ts";

export function sklearnScript(answers: Answers, modality: Modality, language: string): Script {
  const at = situate(answers);
  const own = { ...answers, modality };
  const steps = [["frozen", stepNumbers("frozen", own)]] as const;
  const shared = {
    id: "sklearn",
    modality,
    advised: "frozen",
    steps,
    features: featuresOf(steps, modality),
  } as const;
  if (modality === "text") {
    const model = sentenceModel(language, answers);
    return {
      ...shared,
      model,
      passedOver: passedOver(answers, model),
      parts: ["scores", "csv_text", "sklearn_cache", "sklearn_text", "sklearn_steps", "main"],
      packages: ["torch", "transformers", "scikit-learn", ...encoderPackages(model)],
      constants: [...commonConstants(own, "data.csv", model, 16, "frozen"), ["MAX_TOKENS", "256"]],
    };
  }
  if (modality === "tabular" || modality === "time_series") {
    const model = { name: "columns", other: "columns" };
    return {
      ...shared,
      steps: [...steps, ["trees", {}]],
      advised: modality === "tabular" ? "trees" : "frozen",
      model,
      passedOver: passedOver(answers, model),
      features: new Set([...shared.features, "trees"]),
      parts: ["scores", "csv_numbers", "sklearn_table", "sklearn_steps", "trees", "main"],
      packages: ["scikit-learn"],
      constants: commonConstants(
        own,
        "data.csv",
        model,
        BATCH,
        modality === "tabular" ? "trees" : "frozen",
      ),
    };
  }
  const model = timmModel(settings({ strategy: "lp_ft" }, own).backbone, at, answers);
  return {
    ...shared,
    model,
    passedOver: passedOver(answers, model),
    parts: [
      "scores",
      ...audioParts(modality),
      "folders",
      "sklearn_cache",
      "sklearn_image",
      "sklearn_steps",
      "main",
    ],
    packages: [
      "torch",
      "torchvision",
      "timm",
      "scikit-learn",
      "pillow",
      ...audioPackages(modality),
    ],
    constants: commonConstants(own, "data", model, BATCH, "frozen"),
  };
}
