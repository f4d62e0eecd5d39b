import { expect, test } from "vitest";
import { buildLexicon, matchAt, type Token } from "../../src/nlu/lexicon.ts";

const lexicon = buildLexicon({
  machine: { limited: ["m1", "free colab"], ample: ["cluster"] },
  card: { "24": ["rtx 3090"], "80": ["a100"] },
  gpu: ["gpu"],
  negation: ["no", "don't have"],
  dont_know: ["わからん"],
});

function found(text: string, at: number): string | null {
  const token: Token | null = matchAt(text, at, [lexicon]);
  return token && text.slice(token.start, token.end);
}

test.each([
  ["no gpu", 0, "no"],
  ["gpus", 0, "gpus"],
  ["8xa100", 2, "a100"],
  ["a100s", 0, "a100s"],
  ["rtx3090", 0, "rtx3090"],
  ["rtx-3090", 0, "rtx-3090"],
  ["dont have", 0, "dont have"],
  ["ワカラン", 0, "ワカラン"],
  ["gpuなし", 0, "gpu"],
])("in %s a phrase starts at %i: %s", (text, at, expected) => {
  expect(found(text, at)).toBe(expected);
});

test.each([
  ["note", 0],
  ["piano", 3],
  ["m10", 0],
  ["gpux", 0],
])("in %s no phrase is cut out of a word", (text, at) => {
  expect(found(text, at)).toBeNull();
});

test("equally long phrases of two languages keep both meanings", () => {
  const other = buildLexicon({ filler: ["no"] });
  expect(matchAt("no", 0, [lexicon, other])?.senses).toEqual([
    { kind: "negation", value: "" },
    { kind: "filler", value: "" },
  ]);
});
