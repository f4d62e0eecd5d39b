import { expect, test } from "vitest";
import type { Answers } from "../../../src/advice/questions.ts";
import { type Cost, type CostMethod, estimateCost } from "../../../src/advice/training/cost.ts";

const cost = (method: CostMethod, answers: Answers): Cost =>
  estimateCost(answers).costs.find((each) => each.method === method)!;

test.each<[string, CostMethod, number, number]>([
  ["Llama-3.2-3B, full", "full_fine_tuning", 3.2e9, 38.9],
  ["Llama-3.2-3B, LoRA", "peft_lora", 3.2e9, 22.3],
  ["Llama 3.1 8B, LoRA", "peft_lora", 8e9, 32.5],
  ["Llama 3.1 8B, QLoRA", "qlora", 8e9, 7.9],
  ["65B, QLoRA on one card", "qlora", 65e9, 48],
])("the range contains the measured memory: %s", (_, method, parameters, measuredGb) => {
  const { memory } = cost(method, { parameters, backbone: "llm" });
  expect(memory.low).toBeLessThanOrEqual(measuredGb);
  expect(memory.high).toBeGreaterThanOrEqual(measuredGb);
});

test("the terms add up to the memory", () => {
  for (const { terms, memory } of estimateCost({ backbone: "llm" }).costs) {
    expect(terms.reduce((sum, { low }) => sum + low, 0)).toBeCloseTo(memory.low);
    expect(terms.reduce((sum, { high }) => sum + high, 0)).toBeCloseTo(memory.high);
  }
});

test.each<[string, CostMethod, Answers, Cost["fits"]]>([
  [
    "frozen features on a small card",
    "feature_extraction",
    { compute: "limited", modality: "image" },
    "yes",
  ],
  [
    "a 7B model in full on one ordinary card",
    "full_fine_tuning",
    { compute: "moderate", backbone: "llm" },
    "no",
  ],
  [
    "LoRA on a 7B model, one ordinary card",
    "peft_lora",
    { compute: "moderate", backbone: "llm" },
    "tight",
  ],
  ["no card and no level", "peft_lora", { backbone: "llm" }, "unknown"],
  ["an unknown level", "peft_lora", { backbone: "llm", compute: "unknown" }, "unknown"],
])("fit, judged by the level: %s", (_, method, answers, fits) => {
  expect(cost(method, answers).fits).toBe(fits);
});

test.each<[string, CostMethod, number, Cost["fits"]]>([
  ["QLoRA, 24 GB", "qlora", 24, "yes"],
  ["QLoRA, 16 GB", "qlora", 16, "tight"],
  ["LoRA, 24 GB", "peft_lora", 24, "tight"],
  ["LoRA, 12 GB", "peft_lora", 12, "no"],
  ["LoRA, 80 GB", "peft_lora", 80, "yes"],
  ["everything, 80 GB", "full_fine_tuning", 80, "tight"],
  ["everything, 192 GB", "full_fine_tuning", 192, "yes"],
])("fit of a 7B model, judged by the stated card: %s", (_, method, gb, fits) => {
  for (const compute of ["limited", "moderate", "ample"] as const)
    expect(cost(method, { compute, parameters: 7e9, card_gb: gb }).fits).toBe(fits);
});

test("the estimate says whether the card was stated", () => {
  expect(estimateCost({ compute: "ample", card_gb: 24 })).toMatchObject({
    card: { low: 24, high: 24 },
    cardStated: true,
  });
  expect(estimateCost({ compute: "ample" })).toMatchObject({
    card: { low: 40, high: 80 },
    cardStated: false,
  });
});

test.each<[Answers, number]>([
  [{ modality: "image" }, 25e6],
  [{ modality: "text" }, 110e6],
  [{ backbone: "llm" }, 7e9],
])(
  "without a size, %j counts as %d parameters, and the estimate says so",
  (answers, parameters) => {
    expect(estimateCost(answers)).toMatchObject({ parameters, parametersAssumed: true });
  },
);

test("lighter methods need less memory", () => {
  const lightest = ["feature_extraction", "partial_fine_tuning", "full_fine_tuning"] as const;
  const highs = lightest.map((method) => cost(method, { parameters: 3e9 }).memory.high);
  expect(highs).toEqual([...highs].sort((one, other) => one - other));
});

test("times are shares of full fine-tuning as measured", () => {
  expect(cost("feature_extraction", {}).time?.low).toBeCloseTo(0.36, 2);
  expect(cost("peft_lora", {}).time?.high).toBeCloseTo(0.44, 2);
  expect(cost("from_scratch", {}).time).toBeNull();
});

test("4 bits are offered for language models only", () => {
  expect(cost("qlora", { modality: "image" })).toBeUndefined();
});

test("a small model is set beside measured small models, a large one beside large ones", () => {
  const ids = (answers: Answers) => cost("full_fine_tuning", answers).measured.map(({ id }) => id);
  expect(ids({ modality: "text" })).toEqual(["distilbert_full", "gpt2_full"]);
  expect(ids({ backbone: "llm" })).toEqual(["llama3b_full", "llama8b_full"]);
  expect(cost("qlora", { backbone: "llm" }).measured.map(({ id }) => id)).toEqual([
    "llama8b_qlora",
  ]);
});
