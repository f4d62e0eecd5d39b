import fc from "fast-check";
import { expect, test } from "vitest";
import { isOption, QUESTIONS } from "../../src/advice/questions.ts";
import { act, language, reading, wordLists } from "./words.ts";

/** Generous for a busy machine: an ordinary run takes a few milliseconds, a quadratic one minutes. */
const LIMIT_MS = 1_000;

test.each([
  ["letters", "a".repeat(1_000_000)],
  ["digits", "9".repeat(1_000_000)],
  ["number words", "枚三百".repeat(300_000)],
  ["products", "1x".repeat(500_000)],
  ["exponents", "1e".repeat(500_000)],
  ["commas", "1,".repeat(500_000)],
  ["ticks", "`".repeat(1_000_000)],
  ["addresses", "a@".repeat(500_000)],
  ["links", "http://".repeat(100_000)],
  ["long vowels", "かー".repeat(500_000)],
  ["spaces", " ".repeat(1_000_000)],
  ["surrogates", "\ud800".repeat(1_000_000)],
  ["facts", "no gpu but 300 photos per class, ".repeat(30_000)],
])("a megabyte of %s costs no time", (_, text) => {
  const started = performance.now();
  reading(text, "data");
  act(text);
  language(text);
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
});

const phrases = ["en", "ja"].flatMap((tag) =>
  Object.values(wordLists(tag as "en" | "ja")).flatMap(
    (list) => Object.values(list as object).flat() as string[],
  ),
);

const message = fc
  .array(
    fc.oneof(
      fc.constantFrom(...phrases),
      fc.nat().map(String),
      fc.constantFrom("、", ",", " ", "。", "?", "の", "k", "万"),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(""));

test("any mixture of known words gives a lawful reading", () => {
  fc.assert(
    fc.property(message, fc.constantFrom(null, ...QUESTIONS), (text, asked) => {
      const found = reading(text, asked);
      for (const question of QUESTIONS) {
        const answer = found.answers[question];
        expect(answer === undefined || isOption(question, answer)).toBe(true);
        expect(answer !== undefined && found.unknownQuestions.includes(question)).toBe(false);
      }
      const { examples } = found.answers;
      expect(examples === undefined || (Number.isSafeInteger(examples) && examples >= 0)).toBe(
        true,
      );
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    }),
    { numRuns: 1_000 },
  );
});

test("any text at all is read without a fault", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom(null, ...QUESTIONS),
      (text, asked) => {
        reading(text, asked);
        act(text);
        language(text);
      },
    ),
    { numRuns: 500 },
  );
});
