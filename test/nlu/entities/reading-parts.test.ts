import { expect, test } from "vitest";
import type { Answers } from "../../../src/advice/questions.ts";
import { WORD_KINDS } from "../../../src/nlu/entities/reader/reading-words.ts";
import { reading, slots, wordLists } from "../words.ts";

test.each<[string, Partial<Answers>]>([
  ["7B model", { parameters: 7e9 }],
  ["110M params", { parameters: 110e6 }],
  ["70億パラメータのLLM", { parameters: 7e9, backbone: "llm" }],
  ["llama 3 8B", { parameters: 8e9, backbone: "llm" }],
  ["resnet50 from timm", { backbone: "cnn", modality: "image" }],
  ["東北大BERTを使う", { backbone: "transformer", modality: "text" }],
  ["whisperで音声を", { backbone: "transformer", modality: "audio" }],
  ["spectrograms of whale sounds", { modality: "audio" }],
  ["心電図の波形", { modality: "time_series" }],
  ["顧客の表データ", { modality: "tabular" }],
  ["契約書", { modality: "text" }],
  ["medical images", { modality: "image" }],
  ["医療画像", { modality: "image" }],
  ["medical reports", { modality: "text" }],
  ["社内マニュアルの内容を答えさせたい", { facts_change: true }],
  ["prices change every day", { facts_change: true }],
  ["本番では別のカメラを使います", { shift: true }],
  ["the cameras in other hospitals look different", { shift: true }],
])("%s tells of the project", (text, expected) => {
  expect(reading(text).answers).toMatchObject(expected);
});

test.each([
  ["the middle one", "data", ["small", "medium"]],
  ["真ん中", "data", ["small", "medium"]],
  ["2 or 3", "similarity", ["related", "far"]],
  ["1か2", "compute", ["limited", "moderate"]],
] as const)("%s leaves the %s question open", (text, question, options) => {
  expect(reading(text, question).ambiguous).toEqual({ question, options });
});

test.each(["hmm", "👍", "lol ok", "うーん", "w", "...", "はい、えっと"])(
  "%s fills nothing",
  (text) => {
    expect(slots(text, "data").slots).toBe("- - -");
    expect(slots(text, "similarity").slots).toBe("- - -");
  },
);

test.each([
  "oh sorry, I meant 20000",
  "やっぱり5000件で",
  "すみません、2万件の間違いでした",
  "no wait, 300 photos",
])("%s is a correction of the data answer", (text) => {
  const { correction, answers } = reading(text, "similarity");
  expect(correction).toBe(true);
  expect(answers.data).toBeDefined();
});

test.each([
  "what if I only had one 8GB card",
  "もしVRAM8GBのグラボ1枚だったら?",
  "suppose we had no gpu",
])("%s only supposes", (text) => {
  const { whatIf, answers } = reading(text);
  expect(whatIf).toBe(true);
  expect(answers.compute).toBe("limited");
});

test.each([
  ["800 chest X-rays, ImageNet ResNet, one laptop GPU", "strong"],
  ["we have 200 labelled emails", "strong"],
  ["GPUあんまりない", "strong"],
  ["百万件あります", "strong"],
  ["used 4090 from a miner, risky?", "weak"],
  ["is a 3090 enough?", "weak"],
  ["I have 3 meetings", "none"],
  ["200 yen", "none"],
  ["ランチは12時で", "none"],
  ["my laptop is broken", "none"],
  ["500枚コピーお願いします", "none"],
  ["what is transfer learning", "none"],
])("%s states facts: %s", (text, expected) => {
  expect(reading(text).strength).toBe(expected);
});

test("both languages hold only kinds and values that the code knows", () => {
  const unknown = (["en", "ja"] as const).flatMap((tag) =>
    Object.entries(wordLists(tag)).flatMap(([kind, list]) => {
      const values: readonly string[] | null | undefined =
        WORD_KINDS[kind as keyof typeof WORD_KINDS];
      if (values === undefined) return [`${tag}: ${kind}`];
      if (values === null || Array.isArray(list)) return [];
      return Object.keys(list as object)
        .filter((value) => !values.includes(value))
        .map((value) => `${tag}: ${kind}.${value}`);
    }),
  );
  expect(unknown).toEqual([]);
});
