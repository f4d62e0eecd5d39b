import type { Backbone } from "../advice/questions.ts";
import { LLM_PARAMETERS, type Situation } from "../advice/table/situation.ts";

/** A pre-trained model to start from, and another to compare it with. Names are those of the library's hub. */
export type Model = { readonly name: string; readonly other: string };

/** Image models of timm. Plain ImageNet weights for the CNN: their frozen features keep more than heavily regularised ones. */
export function timmModel(backbone: Backbone, { compute }: Situation): Model {
  const light = compute === "limited";
  switch (backbone) {
    case "cnn":
      return {
        name: light ? "resnet18.tv_in1k" : "resnet50.tv_in1k",
        other: "convnext_tiny.fb_in22k_ft_in1k",
      };
    case "transformer":
      return {
        name: `vit_${light ? "small" : "base"}_patch16_224.augreg_in21k_ft_in1k`,
        other: "vit_base_patch16_224.dino",
      };
    case "llm":
      return {
        name: "eva_giant_patch14_224.clip_ft_in1k",
        other: "vit_large_patch14_clip_224.laion2b",
      };
  }
}

/** Image models of keras.applications with their last block; ConvNeXt is its nearest to a transformer. */
export function kerasModel(backbone: Backbone): Model & { readonly lastBlock: readonly string[] } {
  return backbone === "cnn"
    ? { name: "EfficientNetB0", other: "ResNet50V2", lastBlock: ["block7", "top_"] }
    : {
        name: "ConvNeXtTiny",
        other: "ConvNeXtSmall",
        lastBlock: ["convnext_tiny_stage_3_block_2", "layer_normalization"],
      };
}

/** Text encoders of the Hugging Face hub for the language of the person. */
export function encoderModel(language: string, { compute }: Situation): Model {
  if (language === "ja") {
    return { name: "tohoku-nlp/bert-base-japanese-v3", other: "FacebookAI/xlm-roberta-base" };
  }
  return {
    name:
      compute === "limited"
        ? "distilbert/distilbert-base-uncased"
        : "google-bert/bert-base-uncased",
    other: "FacebookAI/roberta-base",
  };
}

/** Open language models that speak English and Japanese, by their parameters. */
const LANGUAGE_MODELS = [
  { parameters: 1.5e9, name: "Qwen/Qwen2.5-1.5B-Instruct" },
  { parameters: 7e9, name: "Qwen/Qwen2.5-7B-Instruct" },
  { parameters: 14e9, name: "Qwen/Qwen2.5-14B-Instruct" },
  { parameters: 32e9, name: "Qwen/Qwen2.5-32B-Instruct" },
] as const;

/** The language model nearest in size to the one stated; without a size the one that suits the compute. */
export function languageModel(
  stated: number | undefined,
  { compute }: Situation,
): Model & { readonly parameters: number } {
  const wanted = Math.max(stated ?? (compute === "limited" ? 1.5e9 : 7e9), LLM_PARAMETERS);
  const distance = (parameters: number) => Math.abs(Math.log(parameters / wanted));
  const [nearest, next] = [...LANGUAGE_MODELS].sort(
    (one, other) => distance(one.parameters) - distance(other.parameters),
  );
  if (!nearest || !next) throw new Error("At least two language models must be listed");
  return { ...nearest, other: next.name };
}
