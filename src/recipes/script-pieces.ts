import type { Answers, Modality } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { situate } from "../advice/table/situation.ts";
import type { Model } from "./models.ts";
import { STEP_NAMES, type Step, stepNumbers, stepOf } from "./plan.ts";
import { literal } from "./python.ts";
import type { Script } from "./script-types.ts";

/** Images and text held out for validation, and as many again for the test. */
export const HELD_OUT = 0.15;

export function trainingSteps(answers: Answers): readonly (readonly [string, Step])[] {
  return STEP_NAMES.map((name) => [name, without(stepNumbers(name, answers), ["folds"])]);
}

export function advisedStep(answers: Answers): string {
  return stepOf(recommend(answers).strategy) ?? "frozen";
}

export function commonConstants(
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

export function featuresOf(steps: Script["steps"], modality: Modality): ReadonlySet<string> {
  const needed = Object.entries(BLOCKS).filter(([, key]) => steps.some(([, step]) => key in step));
  const kinds = { audio: modality === "audio", series: modality === "time_series" };
  return new Set([
    ...needed.map(([block]) => block),
    ...Object.entries(kinds).flatMap(([kind, holds]) => (holds ? [kind] : [])),
  ]);
}

export function audioParts(modality: Modality): readonly string[] {
  return modality === "audio" ? ["spectrograms"] : [];
}

export function audioPackages(modality: Modality): readonly string[] {
  return modality === "audio" ? ["librosa"] : [];
}

/** The Japanese BERT cuts words with MeCab; the newer Japanese models and the E5 family with SentencePiece. */
export function encoderPackages({ name }: Model): readonly string[] {
  if (name.includes("bert-base-japanese")) return ["fugashi", "unidic-lite"];
  return /modernbert-ja|ruri|e5|xlm|deberta/.test(name) ? ["sentencepiece", "protobuf"] : [];
}

export function without(step: Step, keys: readonly string[]): Step {
  return Object.fromEntries(Object.entries(step).filter(([key]) => !keys.includes(key)));
}
