import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { situate } from "../advice/table/situation.ts";
import { estimateCost } from "../advice/training/cost.ts";
import { languageModel, passedOver } from "./models.ts";
import { stepNumbers, stepOf } from "./plan.ts";
import { literal } from "./python.ts";
import { HELD_OUT, without } from "./script-pieces.ts";
import type { Script } from "./script-types.ts";

/** Good examples with which hosted services first see a gain (openai_guide). */
const FIRST_GAIN_EXAMPLES = 100;

export function languageModelScript(answers: Answers): Script {
  const at = situate(answers);
  const model = languageModel(answers, at);
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
    passedOver: passedOver(answers, model),
    steps,
    parts: ["torch_rates", "search", "language_model"],
    packages: ["torch", "numpy", "transformers", "peft", "accelerate", "bitsandbytes"],
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
