import { expect, test } from "vitest";
import { detectLanguage, languageHints } from "../../src/nlu/language.ts";
import { language } from "./words.ts";

test.each([
  ["転移学習", "ja"],
  ["転移学習とは？", "ja"],
  ["LoRAとfine-tuningの違いは？", "ja"],
  ["GPUない", "ja"],
  ["ﾜｶﾗﾅｲ", "ja"],
  ["resnet50 転移学習", "ja"],
  ["wakaranai desu", "ja"],
  ["what is transfer learning", "en"],
  ["What does 転移学習 mean?", "en"],
  ["what is the difference between 転移学習 and ファインチューニング?", "en"],
  ["no gpu", "en"],
  ["chest radiographs imagenet backbone", "en"],
  ["LoRA?", null],
  ["3090", null],
  ["👍", null],
  ["123 456", null],
  ["https://example.com/what-is-this", null],
  ["", null],
])("%s is in %s", (text, expected) => {
  expect(language(text)).toBe(expected);
});

test("another language needs no code", () => {
  const hints = [
    languageHints("en", { scripts: ["Latin"], words: ["what", "is"] }),
    languageHints("ko", { scripts: ["Hangul"], words: [] }),
    languageHints("fr", { scripts: ["Latin"], words: ["est", "que", "le"] }),
  ];
  expect(detectLanguage("전이 학습이 뭐예요?", hints)).toBe("ko");
  expect(detectLanguage("que est le fine-tuning", hints)).toBe("fr");
});
