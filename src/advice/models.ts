import type { Backbone, Modality } from "./questions.ts";

/**
 * A pre-trained model that people name. `hub` is its address on the Hugging Face hub, `timm` and `keras` its name in those
 * libraries, null where it is not there. `languages`: null for images, sound and tables.
 */
export type KnownModel = {
  readonly key: string;
  readonly name: string;
  readonly modality: Modality;
  readonly backbone: Backbone;
  readonly parameters: number;
  readonly hub: string | null;
  readonly timm: string | null;
  readonly keras: string | null;
  readonly languages: "english" | "japanese" | "many" | null;
};

type Names = Partial<Pick<KnownModel, "hub" | "timm" | "keras">>;

function image(
  key: string,
  name: string,
  backbone: "cnn" | "transformer",
  parameters: number,
  names: Names,
): KnownModel {
  return {
    key,
    name,
    modality: "image",
    backbone,
    parameters,
    ...{ hub: null, timm: null, keras: null, ...names },
    languages: null,
  };
}

function text(
  key: string,
  name: string,
  parameters: number,
  languages: "english" | "japanese" | "many",
  hub: string,
): KnownModel {
  const backbone = parameters >= 1e9 ? "llm" : "transformer";
  return {
    key,
    name,
    modality: "text",
    backbone,
    parameters,
    hub,
    timm: null,
    keras: null,
    languages,
  };
}

function audio(key: string, name: string, parameters: number, hub: string): KnownModel {
  return {
    key,
    name,
    modality: "audio",
    backbone: "transformer",
    parameters,
    hub,
    timm: null,
    keras: null,
    languages: "many",
  };
}

/** Advice codes hold a model by its place in this list: add at the end, never remove or reorder. At most 255. */
export const MODELS: readonly KnownModel[] = [
  image("resnet18", "ResNet-18", "cnn", 11.7e6, { timm: "resnet18.tv_in1k" }),
  image("resnet50", "ResNet-50", "cnn", 25.6e6, { timm: "resnet50.tv_in1k", keras: "ResNet50V2" }),
  image("resnet101", "ResNet-101", "cnn", 44.5e6, {
    timm: "resnet101.tv_in1k",
    keras: "ResNet101V2",
  }),
  image("efficientnet_b0", "EfficientNet-B0", "cnn", 5.3e6, {
    timm: "efficientnet_b0.ra_in1k",
    keras: "EfficientNetB0",
  }),
  image("efficientnet_b4", "EfficientNet-B4", "cnn", 19.3e6, {
    timm: "efficientnet_b4.ra2_in1k",
    keras: "EfficientNetB4",
  }),
  image("mobilenet_v3", "MobileNetV3", "cnn", 5.5e6, {
    timm: "mobilenetv3_large_100.ra_in1k",
    keras: "MobileNetV3Large",
  }),
  image("convnext_tiny", "ConvNeXt-Tiny", "cnn", 28.6e6, {
    timm: "convnext_tiny.fb_in22k_ft_in1k",
    keras: "ConvNeXtTiny",
  }),
  image("convnext_base", "ConvNeXt-Base", "cnn", 88.6e6, {
    timm: "convnext_base.fb_in22k_ft_in1k",
    keras: "ConvNeXtBase",
  }),
  image("vit_small", "ViT-Small", "transformer", 22e6, {
    timm: "vit_small_patch16_224.augreg_in21k_ft_in1k",
  }),
  image("vit_base", "ViT-Base", "transformer", 86.6e6, {
    timm: "vit_base_patch16_224.augreg_in21k_ft_in1k",
    hub: "google/vit-base-patch16-224-in21k",
  }),
  image("dinov2_small", "DINOv2-Small", "transformer", 22e6, {
    timm: "vit_small_patch14_dinov2.lvd142m",
    hub: "facebook/dinov2-small",
  }),
  image("dinov2_base", "DINOv2-Base", "transformer", 86.6e6, {
    timm: "vit_base_patch14_dinov2.lvd142m",
    hub: "facebook/dinov2-base",
  }),
  image("dinov3_base", "DINOv3-Base", "transformer", 86e6, {
    timm: "vit_base_patch16_dinov3.lvd1689m",
    hub: "facebook/dinov3-vitb16-pretrain-lvd1689m",
  }),
  image("clip_base", "CLIP ViT-B/32", "transformer", 87.5e6, {
    timm: "vit_base_patch32_clip_224.openai",
    hub: "openai/clip-vit-base-patch32",
  }),
  image("swin_tiny", "Swin-Tiny", "transformer", 28.3e6, {
    timm: "swin_tiny_patch4_window7_224.ms_in22k_ft_in1k",
  }),
  text("bert_base", "BERT-base", 110e6, "english", "google-bert/bert-base-uncased"),
  text("distilbert", "DistilBERT", 66e6, "english", "distilbert/distilbert-base-uncased"),
  text("roberta_base", "RoBERTa-base", 125e6, "english", "FacebookAI/roberta-base"),
  text("roberta_large", "RoBERTa-large", 355e6, "english", "FacebookAI/roberta-large"),
  text("deberta_v3", "DeBERTa-v3-base", 184e6, "english", "microsoft/deberta-v3-base"),
  text("modernbert_base", "ModernBERT-base", 149e6, "english", "answerdotai/ModernBERT-base"),
  text("xlm_roberta", "XLM-RoBERTa-base", 278e6, "many", "FacebookAI/xlm-roberta-base"),
  text(
    "bert_japanese",
    "BERT-base Japanese v3",
    111e6,
    "japanese",
    "tohoku-nlp/bert-base-japanese-v3",
  ),
  text("modernbert_ja", "ModernBERT-Ja-130M", 132e6, "japanese", "sbintuitions/modernbert-ja-130m"),
  text("minilm", "all-MiniLM-L6-v2", 22.7e6, "english", "sentence-transformers/all-MiniLM-L6-v2"),
  text("e5_multilingual", "multilingual-E5-base", 278e6, "many", "intfloat/multilingual-e5-base"),
  text("ruri", "Ruri-v3-130m", 132e6, "japanese", "cl-nagoya/ruri-v3-130m"),
  text("gpt2", "GPT-2", 124e6, "english", "openai-community/gpt2"),
  text("qwen3_0_6b", "Qwen3-0.6B", 0.6e9, "many", "Qwen/Qwen3-0.6B"),
  text("qwen3_1_7b", "Qwen3-1.7B", 1.7e9, "many", "Qwen/Qwen3-1.7B"),
  text("qwen3_4b", "Qwen3-4B", 4e9, "many", "Qwen/Qwen3-4B"),
  text("qwen3_8b", "Qwen3-8B", 8.2e9, "many", "Qwen/Qwen3-8B"),
  text("qwen3_14b", "Qwen3-14B", 14.8e9, "many", "Qwen/Qwen3-14B"),
  text("qwen3_32b", "Qwen3-32B", 32.8e9, "many", "Qwen/Qwen3-32B"),
  text("qwen2_5_7b", "Qwen2.5-7B", 7.6e9, "many", "Qwen/Qwen2.5-7B-Instruct"),
  text("llama3_1_8b", "Llama 3.1 8B", 8e9, "many", "meta-llama/Llama-3.1-8B-Instruct"),
  text("llama3_2_1b", "Llama 3.2 1B", 1.2e9, "many", "meta-llama/Llama-3.2-1B-Instruct"),
  text("llama3_2_3b", "Llama 3.2 3B", 3.2e9, "many", "meta-llama/Llama-3.2-3B-Instruct"),
  text("llama3_70b", "Llama 3.3 70B", 70e9, "many", "meta-llama/Llama-3.3-70B-Instruct"),
  text("mistral_7b", "Mistral 7B", 7.2e9, "many", "mistralai/Mistral-7B-Instruct-v0.3"),
  text("gemma3_1b", "Gemma 3 1B", 1e9, "many", "google/gemma-3-1b-it"),
  text("gemma3_4b", "Gemma 3 4B", 4.3e9, "many", "google/gemma-3-4b-it"),
  text("gemma3_12b", "Gemma 3 12B", 12e9, "many", "google/gemma-3-12b-it"),
  text("phi4", "Phi-4", 14.7e9, "many", "microsoft/phi-4"),
  text("gpt_oss_20b", "gpt-oss-20b", 21e9, "many", "openai/gpt-oss-20b"),
  text("llm_jp", "LLM-jp-3 1.8B", 1.9e9, "japanese", "llm-jp/llm-jp-3-1.8b-instruct"),
  text(
    "swallow_8b",
    "Llama 3.1 Swallow 8B",
    8e9,
    "japanese",
    "tokyotech-llm/Llama-3.1-Swallow-8B-Instruct-v0.3",
  ),
  audio("whisper_small", "Whisper small", 244e6, "openai/whisper-small"),
  audio("whisper_large", "Whisper large-v3", 1.55e9, "openai/whisper-large-v3"),
  audio("wav2vec2", "wav2vec 2.0 base", 95e6, "facebook/wav2vec2-base"),
  audio("ast", "Audio Spectrogram Transformer", 87e6, "MIT/ast-finetuned-audioset-10-10-0.4593"),
];

const BY_KEY: ReadonlyMap<string, KnownModel> = new Map(MODELS.map((model) => [model.key, model]));

/** A model by its key, or null. */
export function modelOf(key: string | undefined): KnownModel | null {
  return (key !== undefined && BY_KEY.get(key)) || null;
}
