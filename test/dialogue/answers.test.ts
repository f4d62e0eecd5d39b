import { describe, expect, test } from "vitest";
import { type Answers, QUESTIONS } from "../../src/advice/questions.ts";
import { mergeAnswers, stepBack, withAnswer, withUnknowns } from "../../src/dialogue/answers.ts";
import type { Outcome } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { deps, handleText, runTurn, turnOf } from "../support/dependencies.ts";

const KNOWN: Answers = {
  data: "small",
  examples: 500,
  similarity: "close",
  compute: "moderate",
  card_gb: 24,
};

describe("a figure goes with the answer that it belongs to", () => {
  test.each<[string, Answers, Answers]>([
    ["a new card", { compute: "ample", card_gb: 80 }, { ...KNOWN, compute: "ample", card_gb: 80 }],
    ["another answer", { similarity: "far" }, { ...KNOWN, similarity: "far" }],
    ["a new count", { examples: 5_000 }, { ...KNOWN, data: "medium", examples: 5_000 }],
    ["nothing", {}, KNOWN],
  ])("%s leaves the others", (_, newer, expected) => {
    expect(mergeAnswers(KNOWN, newer)).toEqual(expected);
  });

  test.each(["limited", "moderate", "ample", "unknown"] as const)(
    "an answer of %s without a card forgets the card",
    (option) => {
      const { card_gb: _, ...rest } = KNOWN;
      expect(withAnswer(KNOWN, "compute", option)).toEqual({ ...rest, compute: option });
    },
  );

  test("a level without a count forgets the count alone", () => {
    const { examples: _, ...rest } = KNOWN;
    expect(withAnswer(KNOWN, "data", "small")).toEqual(rest);
  });

  test("a machine with a card has a GPU, and labelled examples have labels", () => {
    const before: Answers = { compute: "limited", no_gpu: true, labels: "none" };
    expect(mergeAnswers(before, { compute: "moderate", card_gb: 24, examples: 40 })).toEqual({
      compute: "moderate",
      card_gb: 24,
      data: "tiny",
      examples: 40,
    });
  });

  test("a step back takes the answer with its figure", () => {
    const { compute: _, card_gb: __, ...rest } = KNOWN;
    expect(stepBack(KNOWN, null)).toEqual(rest);
    const { data: ___, examples: ____, ...withoutData } = KNOWN;
    expect(stepBack(KNOWN, "similarity")).toEqual(withoutData);
  });

  test("what is marked as unknown had no figure", () => {
    expect(withUnknowns({ data: "small" })).toEqual({
      data: "small",
      similarity: "unknown",
      compute: "unknown",
    });
  });
});

/** Presses a choice of the last reply by the start of its label. */
function press({ state, reply }: Outcome, label: string): Outcome {
  const choice = reply?.choices.find((each) => each.label.startsWith(label));
  return respond(deps, state, turnOf({ kind: "action", action: choice?.action ?? null }));
}

/** The three answers, the count and the card after the texts, one after another. */
function told({ state: { answers } }: Outcome): string {
  const figures = [answers.examples, answers.card_gb].map((figure) => figure ?? "-");
  return [...QUESTIONS.map((question) => answers[question] ?? "-"), ...figures].join(" ");
}

describe.each([
  {
    language: "en",
    facts: "300 photos, very close to ImageNet, one RTX 3090",
    list: "/tl-advise 500 photos, close, 3090",
    start: "300 photos, one RTX 3090. help me choose",
    unknown: "close, but I don't know about my compute",
    topic: "I have one RTX 3090. What is LoRA?",
  },
  {
    language: "ja",
    facts: "写真300枚、タスクは近い、RTX 3090が1枚",
    list: "/tl-advise 500枚 近い 3090",
    start: "写真300枚、RTX 3090が1枚です。相談したい",
    unknown: "近いです。計算資源はわかりません",
    topic: "RTX 3090が1枚あります。LoRAとは何ですか?",
  },
])("in $language", ({ facts, list, start, unknown, topic }) => {
  test("the card is kept with the answers", () => {
    expect(told(runTurn(facts))).toBe("small close moderate 300 24");
  });

  test("a list after the command tells it, too", () => {
    expect(told(runTurn(list))).toBe("small close moderate 500 24");
  });

  test("who says that compute is not known takes the card back", () => {
    expect(told(runTurn(start, unknown))).toBe("small close unknown 300 -");
  });

  test("facts beside a question are kept with the card", () => {
    const outcome = runTurn(topic);
    expect([outcome.reply?.about, told(outcome)]).toEqual([
      "topic:compute_cost",
      "- - moderate - 24",
    ]);
  });
});

test("a button answers the compute question anew, without the card", () => {
  const asked = runTurn("300 photos, very close to ImageNet, one 16 GB GPU", "back");
  expect([asked.reply?.about, told(asked)]).toEqual(["ask:compute", "small close - 300 -"]);
  expect(told(press(asked, "Moderate"))).toBe("small close moderate 300 -");
});

test("the choices of an old message bring the card that they were made with", () => {
  const asked = handleText("one RTX 3090. help me choose");
  const { state } = handleText("actually only a laptop", asked.state);
  expect(told(press({ ...asked, state }, "100 to 999"))).toBe("small - moderate - 24");
});
