import { estimateCost } from "../advice/cost.ts";
import { situate } from "../advice/match.ts";
import type { Answers, Modality } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { settings } from "../advice/settings.ts";
import type { Framework } from "../core/action.ts";
import { encoderModel, kerasModel, languageModel, type Model, timmModel } from "./models.ts";
import { STEP_NAMES, type Step, stepNumbers, stepOf } from "./plan.ts";
import { literal } from "./python.ts";

/** The scripts that there are; each is one file. */
export type ScriptId =
  | "pytorch"
  | "keras"
  | "transformers"
  | "sklearn"
  | "table"
  | "language_model";

/** All that the text of one script is made from. `constants` are Python source by name, `features` choose blocks. */
export type Script = {
  readonly id: ScriptId;
  readonly modality: Modality;
  readonly advised: string;
  readonly model: Model;
  readonly steps: readonly (readonly [name: string, step: Step])[];
  readonly parts: readonly string[];
  readonly packages: readonly string[];
  readonly constants: readonly (readonly [name: string, source: string])[];
  readonly features: ReadonlySet<string>;
};

/** The script for the advice on these answers. What the framework cannot do is written for the nearest one that can. */
export function scriptFor(framework: Framework, answers: Answers, language: string): Script {
  const { strategy } = recommend(answers);
  const at = situate(answers);
  const modality = at.modality ?? (framework === "transformers" ? "text" : "image");
  if (strategy === "prompting_rag") return languageModelScript(answers);
  switch (modality) {
    case "text":
      if (framework === "sklearn") return sklearnScript(answers, modality, language);
      if (at.backbone === "llm") return languageModelScript(answers);
      return transformersScript(answers, language);
    case "tabular":
    case "time_series":
      if (framework === "sklearn") return sklearnScript(answers, modality, language);
      return tableScript(answers, modality);
    case "image":
    case "audio":
      if (framework === "sklearn") return sklearnScript(answers, modality, language);
      return framework === "keras"
        ? kerasScript(answers, modality)
        : pytorchScript(answers, modality);
  }
}

/** Images and text held out for validation, and as many again for the test. */
const HELD_OUT = 0.15;

function pytorchScript(answers: Answers, modality: "image" | "audio"): Script {
  const at = situate(answers);
  const own = { ...answers, modality };
  const model = timmModel(settings({ strategy: "lp_ft" }, own).backbone, at);
  const steps = trainingSteps(own);
  return {
    id: "pytorch",
    modality,
    advised: advisedStep(answers),
    model,
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
    constants: commonConstants(own, "data", model, 32),
    features: featuresOf(steps, modality),
  };
}

function kerasScript(answers: Answers, modality: "image" | "audio"): Script {
  const own = { ...answers, modality };
  const model = kerasModel(settings({ strategy: "lp_ft" }, own).backbone);
  // Keras drops paths inside its blocks, not by an argument.
  const steps = trainingSteps(own).map(
    ([name, step]) => [name, without(step, ["drop_path"])] as const,
  );
  return {
    id: "keras",
    modality,
    advised: advisedStep(answers),
    model,
    steps,
    parts: ["scores", ...audioParts(modality), "folders", "keras_image", "main"],
    packages: ["keras", "tensorflow", "scikit-learn", "pillow", ...audioPackages(modality)],
    constants: [
      ...commonConstants(own, "data", model, 32),
      ["SIZE", "224"],
      ["LAST_BLOCK", `(${model.lastBlock.map((name) => literal(name)).join(", ")})`],
    ],
    features: featuresOf(steps, modality),
  };
}

function transformersScript(answers: Answers, language: string): Script {
  const own = { ...answers, modality: "text", backbone: "transformer" } as const;
  const model = encoderModel(language, situate(answers));
  const steps = trainingSteps(own);
  return {
    id: "transformers",
    modality: "text",
    advised: advisedStep(answers),
    model,
    steps,
    parts: ["scores", "csv_text", ...TORCH_PARTS, "text_torch", "main"],
    packages: ["torch", "transformers", "peft", "scikit-learn", ...encoderPackages(model)],
    constants: [...commonConstants(own, "data.csv", model, 16), ["MAX_TOKENS", "256"]],
    features: featuresOf(steps, "text"),
  };
}

function tableScript(answers: Answers, modality: "tabular" | "time_series"): Script {
  const own = { ...answers, modality };
  const model = { name: "source.csv", other: "source2.csv" };
  const steps = trainingSteps(own).map(
    ([name, step]) =>
      [name, modality === "tabular" ? without(step, ["hold_batch_norm"]) : step] as const,
  );
  return {
    id: "table",
    modality,
    advised: advisedStep(answers),
    model,
    steps,
    parts: ["scores", "csv_numbers", ...TORCH_PARTS, "table_torch", "main"],
    packages: ["torch", "peft", "scikit-learn"],
    constants: commonConstants(own, "data.csv", model, 32),
    features: featuresOf(steps, modality),
  };
}

function sklearnScript(answers: Answers, modality: Modality, language: string): Script {
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
    const model = encoderModel(language, at);
    return {
      ...shared,
      model,
      parts: ["scores", "csv_text", "sklearn_cache", "sklearn_text", "sklearn_steps", "main"],
      packages: ["torch", "transformers", "scikit-learn", ...encoderPackages(model)],
      constants: [...commonConstants(own, "data.csv", model, 16, "frozen"), ["MAX_TOKENS", "256"]],
    };
  }
  if (modality === "tabular" || modality === "time_series") {
    const model = { name: "columns", other: "columns" };
    return {
      ...shared,
      model,
      parts: ["scores", "csv_numbers", "sklearn_table", "sklearn_steps", "main"],
      packages: ["scikit-learn"],
      constants: commonConstants(own, "data.csv", model, 32, "frozen"),
    };
  }
  const model = timmModel(settings({ strategy: "lp_ft" }, own).backbone, at);
  return {
    ...shared,
    model,
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
    constants: commonConstants(own, "data", model, 32, "frozen"),
  };
}

/** Good examples with which hosted services first see a gain (openai_guide). */
const FIRST_GAIN_EXAMPLES = 100;

function languageModelScript(answers: Answers): Script {
  const at = situate(answers);
  const model = languageModel(answers.parameters, at);
  const own = {
    ...answers,
    modality: "text",
    backbone: "llm",
    parameters: model.parameters,
  } as const;
  const lora = stepNumbers("lora", own);
  const steps = [
    ["prompt", {}],
    ["retrieval", {}],
    ["lora_sample", { ...lora, sample: FIRST_GAIN_EXAMPLES }],
    ["lora", lora],
    ["all", without(stepNumbers("all", own), ["head_rate"])],
  ] as const;
  const fits = estimateCost(own).costs.find(({ method }) => method === "peft_lora")?.fits;
  const advised = stepOf(recommend(answers).strategy) ?? "retrieval";
  return {
    id: "language_model",
    modality: "text",
    advised: steps.some(([name]) => name === advised) ? advised : "lora",
    model,
    steps,
    parts: ["torch_rates", "search", "language_model"],
    packages: ["torch", "transformers", "peft", "accelerate", "bitsandbytes"],
    constants: [
      ["DATA", '"examples.jsonl"'],
      ["DOCUMENTS", '"documents"'],
      ["MODEL", literal(model.name)],
      ["FOUR_BIT", literal(fits !== "yes")],
      ["ADVISED", literal(advised)],
      ["SEEDS", "[0]"],
      ["BATCH", "8"],
      ["HELD_OUT", String(HELD_OUT)],
      ["SHOTS", "3"],
      ["PASSAGES", "3"],
      ["PASSAGE_LENGTH", "600"],
      ["MAX_ANSWER_TOKENS", "256"],
    ],
    features: new Set(),
  };
}

const TORCH_PARTS = ["torch_rates", "torch_training", "torch_steps"] as const;

function trainingSteps(answers: Answers): readonly (readonly [string, Step])[] {
  return STEP_NAMES.map((name) => [name, without(stepNumbers(name, answers), ["folds"])]);
}

function advisedStep(answers: Answers): string {
  return stepOf(recommend(answers).strategy) ?? "frozen";
}

function commonConstants(
  answers: Answers,
  place: string,
  model: Model,
  batch: number,
  advised = advisedStep(answers),
): Script["constants"] {
  const few = ["tiny", "small"].includes(situate(answers).data);
  return [
    ["DATA", literal(place)],
    ["MODEL", literal(model.name)],
    ["ADVISED", literal(advised)],
    ["SEEDS", few ? "[0, 1, 2]" : "[0]"],
    ["BATCH", String(batch)],
    ["HELD_OUT", String(HELD_OUT)],
  ];
}

/** Keys of steps that need code of their own, by the block that holds it. */
const BLOCKS = {
  batch_norm: "hold_batch_norm",
  layer_decay: "layer_decay",
  mixup: "mixup",
  erasing: "random_erasing",
  cutmix: "cutmix",
  drop_path: "drop_path",
  pull: "pull",
  steps: "steps",
} as const;

function featuresOf(steps: Script["steps"], modality: Modality): ReadonlySet<string> {
  const needed = Object.entries(BLOCKS).filter(([, key]) => steps.some(([, step]) => key in step));
  const kinds = { audio: modality === "audio", series: modality === "time_series" };
  return new Set([
    ...needed.map(([block]) => block),
    ...Object.entries(kinds).flatMap(([kind, holds]) => (holds ? [kind] : [])),
  ]);
}

function decayParts(steps: Script["steps"]): readonly string[] {
  return steps.some(([, step]) => "layer_decay" in step) ? ["layer_decay"] : [];
}

function audioParts(modality: Modality): readonly string[] {
  return modality === "audio" ? ["spectrograms"] : [];
}

function audioPackages(modality: Modality): readonly string[] {
  return modality === "audio" ? ["librosa"] : [];
}

/** The Japanese BERT cuts words with MeCab. */
function encoderPackages({ name }: Model): readonly string[] {
  return name.includes("japanese") ? ["fugashi", "unidic-lite"] : [];
}

function without(step: Step, keys: readonly string[]): Step {
  return Object.fromEntries(Object.entries(step).filter(([key]) => !keys.includes(key)));
}
