import { type KnownModel, modelOf } from "../advice/models.ts";
import type { Answers, Backbone } from "../advice/questions.ts";
import { LLM_PARAMETERS, type Situation } from "../advice/table/situation.ts";

/** A pre-trained model to start from, and another to compare it with. Names are those of the library's hub. */
export type Model = { readonly name: string; readonly other: string };

/** The model that the answers name, where `own` tells its name in the script's library. */
function namedModel(
  answers: Answers,
  own: (model: KnownModel) => string | null,
  usual: Model,
): Model {
  const named = modelOf(answers.model);
  const name = named && own(named);
  if (!name) return usual;
  return { name, other: name === usual.name ? usual.other : usual.name };
}

/** The name of the model that the answers name but the script does not start from; null when there is none. */
export function passedOver(answers: Answers, { name }: Model): string | null {
  const named = modelOf(answers.model);
  if (!named || [named.hub, named.timm, named.keras].includes(name)) return null;
  return named.name;
}

/** Image models of timm. Plain ImageNet weights for the CNN: their frozen features keep more than heavily regularised ones. */
export function timmModel(backbone: Backbone, { compute }: Situation, answers: Answers): Model {
  return namedModel(answers, ({ timm }) => timm, usualTimm(backbone, compute === "limited"));
}

function usualTimm(backbone: Backbone, light: boolean): Model {
  switch (backbone) {
    case "cnn":
      return {
        name: light ? "resnet18.tv_in1k" : "resnet50.tv_in1k",
        other: "convnext_tiny.fb_in22k_ft_in1k",
      };
    case "transformer": {
      const size = light ? "small" : "base";
      return {
        name: `vit_${size}_patch16_dinov3.lvd1689m`,
        other: `vit_${size}_patch16_224.augreg_in21k_ft_in1k`,
      };
    }
    case "llm":
      return {
        name: "eva_giant_patch14_224.clip_ft_in1k",
        other: "vit_large_patch16_dinov3.lvd1689m",
      };
  }
}

/** Image models of keras.applications; ConvNeXt is its nearest to a transformer. */
export function kerasModel(backbone: Backbone, answers: Answers): Model {
  const usual =
    backbone === "cnn"
      ? { name: "EfficientNetB0", other: "ResNet50V2" }
      : { name: "ConvNeXtTiny", other: "ConvNeXtSmall" };
  return namedModel(answers, ({ keras }) => keras, usual);
}

/** Text encoders of the Hugging Face hub to tune, for the language of the person. */
export function encoderModel(language: string, answers: Answers): Model {
  return namedModel(
    answers,
    encoderName,
    language === "ja"
      ? { name: "sbintuitions/modernbert-ja-130m", other: "tohoku-nlp/bert-base-japanese-v3" }
      : { name: "answerdotai/ModernBERT-base", other: "FacebookAI/roberta-base" },
  );
}

/** Sentence encoders: their features tell texts apart without any training, which suits few texts. */
export function sentenceModel(language: string, answers: Answers): Model {
  return namedModel(
    answers,
    encoderName,
    language === "ja"
      ? { name: "cl-nagoya/ruri-v3-130m", other: "intfloat/multilingual-e5-base" }
      : {
          name: "sentence-transformers/all-MiniLM-L6-v2",
          other: "intfloat/multilingual-e5-base",
        },
  );
}

function encoderName({ modality, backbone, hub }: KnownModel): string | null {
  return modality === "text" && backbone === "transformer" ? hub : null;
}

/** Open language models that speak English and Japanese, by their parameters. */
const LANGUAGE_MODELS = [
  { parameters: 1.7e9, name: "Qwen/Qwen3-1.7B" },
  { parameters: 8.2e9, name: "Qwen/Qwen3-8B" },
  { parameters: 14.8e9, name: "Qwen/Qwen3-14B" },
  { parameters: 32.8e9, name: "Qwen/Qwen3-32B" },
] as const;

/** The language model that is named, else the one nearest in size to that stated, else the one that suits the compute. */
export function languageModel(
  answers: Answers,
  { compute }: Situation,
): Model & { readonly parameters: number } {
  const stated = answers.parameters ?? (compute === "limited" ? 1.7e9 : 8.2e9);
  const wanted = Math.max(stated, LLM_PARAMETERS);
  const distance = (parameters: number) => Math.abs(Math.log(parameters / wanted));
  const [nearest, next] = [...LANGUAGE_MODELS].sort(
    (one, other) => distance(one.parameters) - distance(other.parameters),
  );
  if (!nearest || !next) throw new Error("At least two language models must be listed");
  const model = namedModel(answers, causalName, { name: nearest.name, other: next.name });
  const named = modelOf(answers.model);
  return {
    ...model,
    parameters: named?.hub === model.name ? named.parameters : nearest.parameters,
  };
}

function causalName({ modality, backbone, hub }: KnownModel): string | null {
  return modality === "text" && backbone === "llm" ? hub : null;
}
