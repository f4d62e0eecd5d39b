import { describe, expect, test } from "vitest";
import type { Answers } from "../../../src/advice/questions.ts";
import { recommend } from "../../../src/advice/recommend.ts";
import { RULES_VERSION } from "../../../src/advice/rules.ts";
import { estimateCost } from "../../../src/advice/training/cost.ts";
import { encodeCode } from "../../../src/dialogue/advice-code.ts";
import type { Block, Reply } from "../../../src/dialogue/reply.ts";
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
const PHOTOS: Answers = {
  data: "medium",
  examples: 20_000,
  similarity: "close",
  compute: "moderate",
  modality: "image",
};

/** A detail for these answers, opened by their code. */
function open(detail: "cost" | "formula", answers: Answers, language: string): Reply {
  const code = encodeCode({ answers, version: RULES_VERSION });
  const action = { kind: "detail", detail, code } as const;
  const { reply } = respond(
    deps,
    NEW_STATE,
    turnOf({ kind: "action", action }, { preferred: language }),
  );
  return reply!;
}

function conclusion(answers: Answers, language: string): string {
  const paragraph = open("cost", answers, language).blocks.find(({ kind }) => kind === "paragraph");
  return paragraph?.kind === "paragraph" ? paragraph.text : "";
}

function tableOf({ blocks }: Reply): Extract<Block, { kind: "table" }> {
  return blocks.find((block) => block.kind === "table")!;
}

describe.each(["en", "ja"])("in %s", (language) => {
  test.each([8, 24, 80])(
    "each method is told to fit a stated card of %d GB as estimated",
    (card_gb) => {
      const answers = { ...LANGUAGE_MODEL, card_gb };
      const said = conclusion(answers, language);
      expect(said).toContain(`${card_gb} GB`);
      const all = estimateCost(answers).costs.every(({ fits }) => fits === "yes");
      const named = estimateCost(answers).costs.filter(({ method }) =>
        said.includes(deps.content.say(language, `brief:methods.${method}`)),
      );
      expect(named.length).toBe(all ? 0 : estimateCost(answers).costs.length);
    },
  );

  test("the row of the advised method is marked, and numbers have their units", () => {
    const table = tableOf(open("cost", PHOTOS, language));
    const { strategy } = recommend(PHOTOS);
    const name = deps.content.say(language, `brief:methods.${strategy}`);
    expect(table.rows[table.advised ?? -1]?.[0]).toBe(name);
    expect(table.units?.[1]).toBe(" GB");
  });

  test("without a card nothing is said to fit", () => {
    const { compute: _, ...open } = LANGUAGE_MODEL;
    expect(conclusion(open, language)).toBe(
      deps.content.say(language, "card:cost.no_card") +
        deps.content.say(language, "card:cost.mark"),
    );
  });

  test("without a GPU nothing is said to fit one", () => {
    const said = conclusion({ ...PHOTOS, compute: "limited", no_gpu: true }, language);
    expect(said).toContain(deps.content.say(language, "card:cost.no_gpu"));
    expect(said).not.toMatch(/will fit|should fit|収まり/);
  });
});

test("the formula says what was assumed, and that a stated card counts alone", () => {
  const lines = plainText(open("formula", { ...LANGUAGE_MODEL, card_gb: 24 }, "en")).split("\n");
  expect(lines.some((line) => line.startsWith("- Your card: 24 GB."))).toBe(true);
});
