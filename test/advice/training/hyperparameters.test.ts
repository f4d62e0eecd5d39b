import { expect, test } from "vitest";
import { settingLines } from "../../../src/advice/training/hyperparameter-lines.ts";
import { settings } from "../../../src/advice/training/hyperparameters.ts";

const IMAGES = { modality: "image", data: "medium" } as const;

test("feature extraction trains the head alone", () => {
  expect(settings({ strategy: "feature_extraction" }, IMAGES)).toMatchObject({
    headLearningRate: 1e-3,
    bodyLearningRate: 0,
    freeze: "backbone",
    headEpochs: { low: 20, high: 100 },
    folds: 5,
    batchNorm: "inference",
  });
});

test.each([
  ["cnn", 1e-5, "inference"],
  ["transformer", 2e-5, null],
] as const)("after the head, a %s starts at %d", (backbone, bodyLearningRate, batchNorm) => {
  expect(settings({ strategy: "lp_ft" }, { ...IMAGES, backbone })).toMatchObject({
    bodyLearningRate,
    batchNorm,
    headLearningRate: 1e-3,
    freeze: "head_first",
  });
});

test("text without a backbone is taken for a transformer, so batch norm does not come up", () => {
  const start = settings({ strategy: "partial_fine_tuning" }, { modality: "text" });
  expect(start).toMatchObject({ backbone: "transformer", batchNorm: null, bodyLearningRate: 2e-5 });
  expect(settingLines(start).map(({ field }) => field)).not.toContain("batch_norm");
});

test.each([
  [19_999, null, "image_basic"],
  [20_000, 0.1, "image_mixup"],
] as const)("with %d images mixup is %s", (examples, mixup, augmentation) => {
  expect(settings({ strategy: "lp_ft" }, { modality: "image", examples })).toMatchObject({
    mixup,
    augmentation,
  });
});

test.each([
  [2_000, { low: 500, high: 500 }],
  [20_000, { low: 10_000, high: 10_000 }],
  [500_000, { low: 20_000, high: 20_000 }],
])("full fine-tuning of a network on %d images takes %j steps", (examples, steps) => {
  expect(settings({ strategy: "full_fine_tuning" }, { modality: "image", examples }).steps).toEqual(
    steps,
  );
});

test("a level without a count gives a range of steps", () => {
  expect(settings({ strategy: "full_fine_tuning" }, IMAGES).steps).toEqual({
    low: 500,
    high: 10_000,
  });
});

test("a vision transformer with a large set gets the strong recipe", () => {
  const answers = { modality: "image", data: "large", backbone: "transformer" } as const;
  expect(settings({ strategy: "full_fine_tuning" }, answers)).toMatchObject({
    mixup: 0.8,
    cutmix: 1,
    randomErasing: 0.25,
    dropPath: 0.1,
    layerDecay: { low: 0.65, high: 0.75 },
  });
});

test.each([
  ["llm", { low: 1, high: 3 }],
  ["transformer", { low: 5, high: 20 }],
] as const)("LoRA on a %s takes %j epochs at about ten times the full rate", (backbone, epochs) => {
  expect(settings({ strategy: "peft_lora" }, { backbone })).toMatchObject({
    epochs,
    bodyLearningRate: 2e-4,
    lora: { rank: 16, ranks: { low: 8, high: 64 }, dropout: 0.05 },
  });
});

test("prompting trains nothing", () => {
  expect(settings({ strategy: "prompting_rag" }, {})).toMatchObject({
    headLearningRate: null,
    bodyLearningRate: null,
    epochs: null,
    freeze: "everything",
  });
});

test("lines carry rates as people write them", () => {
  const [rate] = settingLines(settings({ strategy: "partial_fine_tuning" }, IMAGES));
  expect(rate).toMatchObject({
    field: "learning_rate",
    words: ["partial_fine_tuning"],
    values: { head: "1e-3", body: "1e-5", rateLow: "1e-5", rateHigh: "1e-4" },
  });
});
