import { describe, expect, test } from "vitest";
import type { Answers } from "../../../src/advice/questions.ts";
import { RULES_VERSION } from "../../../src/advice/rules.ts";
import { encodeCode } from "../../../src/dialogue/advice-code.ts";
import { respond } from "../../../src/dialogue/respond.ts";
import { plainText } from "../../../src/dialogue/responses/plain-text.ts";
import { NEW_STATE } from "../../../src/dialogue/state.ts";
import { deps, turnOf } from "../../support/dependencies.ts";

const LANGUAGE_MODEL: Answers = {
  data: "medium",
  examples: 2_000,
  similarity: "related",
  compute: "moderate",
  modality: "text",
  parameters: 7e9,
};

/** The lines of the cost card for these answers, opened by their code. */
function cost(answers: Answers, language: string): readonly string[] {
  const code = encodeCode({ answers, version: RULES_VERSION });
  const action = { kind: "detail", detail: "cost", code } as const;
  const { reply } = respond(
    deps,
    NEW_STATE,
    turnOf({ kind: "action", action }, { preferred: language }),
  );
  return plainText(reply!).split("\n");
}

const line = (lines: readonly string[], start: string) =>
  lines.find((each) => each.startsWith(`- ${start}`)) ?? "";

describe("a stated card is judged by its own memory", () => {
  test.each([
    ["QLoRA", 24, "about 4.5-22 GB. Fits your 24 GB card."],
    [
      "LoRA",
      24,
      "about 15-31 GB. May just fit your 24 GB card, with small batches and short inputs.",
    ],
    ["Full fine-tuning:", 24, "about 57-130 GB. Needs more than your 24 GB card."],
    ["Partial", 16, "about 18-40 GB. Needs more than your 16 GB card."],
    ["LoRA", 80, "about 15-31 GB. Fits your 80 GB card."],
  ])("in English: %s on %d GB", (method, card_gb, said) => {
    expect(line(cost({ ...LANGUAGE_MODEL, card_gb }, "en"), method)).toContain(said);
  });

  test.each([
    ["QLoRA", 24, "およそ4.5-22 GB。お使いの24 GBのGPUに収まります。"],
    [
      "LoRA",
      24,
      "およそ15-31 GB。お使いの24 GBのGPUではぎりぎりです。バッチを小さく、入力を短くすれば収まることがあります。",
    ],
    ["全体ファイン", 24, "およそ57-130 GB。お使いの24 GBのGPUでは足りません。"],
    ["部分", 16, "およそ18-40 GB。お使いの16 GBのGPUでは足りません。"],
    ["LoRA", 80, "およそ15-31 GB。お使いの80 GBのGPUに収まります。"],
  ])("in Japanese: %s on %d GB", (method, card_gb, said) => {
    expect(line(cost({ ...LANGUAGE_MODEL, card_gb }, "ja"), method)).toContain(said);
  });

  test.each([
    ["en", "Your card: 24 GB. Several cards are not added up"],
    ["ja", "お使いのGPU：24 GB。複数枚あっても合計はしません。"],
  ])("and the assumptions say so (%s)", (language, start) => {
    expect(line(cost({ ...LANGUAGE_MODEL, card_gb: 24 }, language), start)).not.toBe("");
  });
});

test.each([
  ["en", "Full fine-tuning:", "Does not fit your card.", "Card memory: 10-24 GB."],
  ["ja", "全体ファイン", "お使いのGPUには収まりません。", "GPUのメモリ：10-24 GB。"],
])("without a stated card the level is judged (%s)", (language, method, said, assumption) => {
  const lines = cost(LANGUAGE_MODEL, language);
  expect(line(lines, method)).toContain(said);
  expect(line(lines, assumption)).not.toBe("");
});

test("nothing of the advice but the card's own words changes with the card", () => {
  const without = cost(LANGUAGE_MODEL, "en");
  const changed = cost({ ...LANGUAGE_MODEL, card_gb: 24 }, "en").filter(
    (each) => !without.includes(each),
  );
  expect(changed.filter((each) => !/your 24 GB card|^- Your card: 24 GB/.test(each))).toEqual([]);
});
