import { expect, test } from "vitest";
import { allAnswers, allProjects } from "../../src/advice/enumerate.ts";
import { matchRule } from "../../src/advice/match.ts";
import { type Answers, OPTIONS, QUESTIONS, type Question } from "../../src/advice/questions.ts";
import { recommend } from "../../src/advice/recommend.ts";
import { RULES } from "../../src/advice/rules.ts";
import { CELLS, DEPARTURES } from "./policy-table.ts";

const chosen = (answers: Answers) => recommend(answers).strategy;
const SAMPLE = [...allAnswers()].filter((_, index) => index % 5 === 0);
const MODERATE: Answers = { similarity: "related", compute: "moderate" };

test("the table has the strategies of the policy, apart from the departures, which only swap it with its runner-up", () => {
  expect(CELLS).toHaveLength(36);
  const differing = CELLS.filter(({ data, similarity, compute, strategy, runnerUp }) => {
    const advice = recommend({ data, similarity, compute });
    return advice.strategy !== strategy || advice.runnerUp !== runnerUp;
  });
  expect(differing.map((cell) => `${cell.data} ${cell.similarity} ${cell.compute}`)).toEqual(
    DEPARTURES,
  );
  for (const { data, similarity, compute, strategy, runnerUp } of differing) {
    expect(recommend({ data, similarity, compute })).toMatchObject({
      strategy: runnerUp,
      runnerUp: strategy,
    });
    expect(recommend({ data, similarity, compute, no_gpu: true })).toMatchObject({
      strategy,
      runnerUp,
    });
  }
});

test("above limited compute a stated card decides nothing", () => {
  const above = SAMPLE.filter(({ compute }) => compute === "moderate" || compute === "ample");
  for (const card_gb of [8, 24, 80])
    expect(above.map((answers) => ({ ...recommend({ ...answers, card_gb }), notes: [] }))).toEqual(
      above.map((answers) => ({
        ...recommend(answers),
        notes: [],
        assumptions: expect.anything(),
      })),
    );
});

test.each<[string, Answers, string]>([
  ["small, close", { examples: 500, similarity: "close" }, "partial_fine_tuning"],
  ["small, far", { data: "small", similarity: "far" }, "partial_fine_tuning"],
  ["medium, close", { data: "medium", similarity: "close" }, "lp_ft"],
  ["medium, related", { data: "medium", similarity: "related" }, "lp_ft"],
  ["medium, far", { data: "medium", similarity: "far" }, "partial_fine_tuning"],
  ["6,000, far, a CNN", { examples: 6_000, similarity: "far", backbone: "cnn" }, "lp_ft"],
  ["large, close", { data: "large", similarity: "close" }, "partial_fine_tuning"],
  ["tiny", { data: "tiny", similarity: "close" }, "feature_extraction"],
  ["200 examples", { examples: 200, similarity: "close" }, "feature_extraction"],
])("a stated card of 8 GB: %s", (_, answers, strategy) => {
  expect(chosen({ ...answers, compute: "limited", card_gb: 8 })).toBe(strategy);
});

test("a small card is not read as moderate for a large network or raw material", () => {
  const small: Answers = { data: "medium", similarity: "close", compute: "limited", card_gb: 8 };
  expect(chosen(small)).toBe("lp_ft");
  expect(chosen({ ...small, parameters: 3e8 })).toBe("feature_extraction");
  expect(chosen({ ...small, raw: true })).toBe("feature_extraction");
  expect(chosen({ ...small, card_gb: 4 })).toBe("feature_extraction");
});

test.each<[string, Answers, string]>([
  ["changing facts, any size", { data: "large", facts_change: true }, "prompting_rag"],
  [
    "changing facts beat a language model",
    { backbone: "llm", facts_change: true },
    "prompting_rag",
  ],
  [
    "a language model, tiny text",
    { backbone: "llm", data: "tiny", modality: "text" },
    "prompting_rag",
  ],
  ["a language model, tiny, no modality", { parameters: 7e9, data: "tiny" }, "prompting_rag"],
  ["a language model, 49 texts", { backbone: "llm", examples: 49 }, "prompting_rag"],
  ["a language model, 50 texts", { backbone: "llm", examples: 50 }, "peft_lora"],
  ["a large model, tiny images", { parameters: 1e9, data: "tiny", modality: "image" }, "peft_lora"],
  [
    "a language model, limited",
    { backbone: "llm", data: "medium", compute: "limited" },
    "peft_lora",
  ],
  [
    "a language model, large, moderate",
    { ...MODERATE, backbone: "llm", data: "large" },
    "peft_lora",
  ],
  [
    "a language model, large, ample",
    { backbone: "llm", data: "large", compute: "ample" },
    "full_fine_tuning",
  ],
  ["just below a billion parameters", { ...MODERATE, parameters: 9.9e8, data: "medium" }, "lp_ft"],
  ["100 examples", { ...MODERATE, examples: 100 }, "feature_extraction"],
  ["299 examples", { ...MODERATE, examples: 299 }, "feature_extraction"],
  ["300 examples", { ...MODERATE, examples: 300 }, "partial_fine_tuning"],
  [
    "1,000 examples, transformer",
    { ...MODERATE, examples: 1_000, backbone: "transformer" },
    "peft_lora",
  ],
  [
    "4,999 examples, transformer",
    { ...MODERATE, examples: 4_999, backbone: "transformer" },
    "peft_lora",
  ],
  [
    "5,000 examples, transformer",
    { ...MODERATE, examples: 5_000, backbone: "transformer" },
    "lp_ft",
  ],
  ["4,999 examples, CNN", { ...MODERATE, examples: 4_999, backbone: "cnn" }, "partial_fine_tuning"],
  ["4,999 examples, no backbone", { ...MODERATE, examples: 4_999 }, "peft_lora"],
  ["4,999 examples, a series", { ...MODERATE, examples: 4_999, modality: "time_series" }, "lp_ft"],
  [
    "4,999 examples, transformer, limited",
    { ...MODERATE, compute: "limited", examples: 4_999, backbone: "transformer" },
    "partial_fine_tuning",
  ],
  ["shift, medium, ample", { data: "medium", compute: "ample", shift: true }, "lp_ft"],
  [
    "shift, far, moderate",
    { data: "medium", similarity: "far", compute: "moderate", shift: true },
    "lp_ft",
  ],
  ["shift, small", { ...MODERATE, data: "small", shift: true }, "partial_fine_tuning"],
  ["shift, limited", { data: "large", compute: "limited", shift: true }, "partial_fine_tuning"],
  [
    "shift, few thousand, transformer",
    { ...MODERATE, examples: 2_000, backbone: "transformer", shift: true },
    "peft_lora",
  ],
])("sub-rule: %s", (_, answers, strategy) => {
  expect(chosen(answers)).toBe(strategy);
});

test("a count of examples beats the level", () => {
  expect(recommend({ ...MODERATE, data: "tiny", examples: 3_000 })).toEqual(
    recommend({ ...MODERATE, data: "medium", examples: 3_000 }),
  );
});

test("unknown and missing answers count as small, related and limited", () => {
  const assumed = recommend({ data: "small", similarity: "related", compute: "limited" });
  for (const answers of [
    {},
    { data: "unknown", similarity: "unknown", compute: "unknown" },
  ] as const) {
    expect(recommend(answers)).toMatchObject({ rule: assumed.rule, assumed: QUESTIONS });
  }
});

test("a fact that is false counts like one that is not given", () => {
  expect(recommend({ data: "large", compute: "ample", facts_change: false, shift: false })).toEqual(
    recommend({ data: "large", compute: "ample" }),
  );
});

test("every combination gets an advice, and every row is reached", () => {
  const reached = new Set(
    [...allAnswers(), ...allProjects()].map((answers) => matchRule(answers).id),
  );
  expect([...reached].sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test("the runner-up differs from the strategy in every row", () => {
  expect(RULES.filter(({ choose, runnerUp }) => (choose as string) === runnerUp)).toEqual([]);
});

test("the possible strategies are those over all values of the open questions", () => {
  expect(recommend({ data: "unknown", similarity: "close", compute: "ample" })).toMatchObject({
    strategy: "partial_fine_tuning",
    possible: ["feature_extraction", "partial_fine_tuning", "full_fine_tuning"],
    findFirst: "data",
  });
});

test("what is advised is among the possible strategies, which a known answer never adds to", () => {
  const broken = SAMPLE.filter((answers) => {
    const { strategy, possible } = recommend(answers);
    const known = firstAnswered(answers).flatMap((each) => recommend(each).possible);
    return ![strategy, ...known].every((each) => possible.includes(each));
  });
  expect(broken).toEqual([]);
});

test("find first names an open question exactly when an answer can narrow the choice", () => {
  const broken = SAMPLE.filter((answers) => {
    const { findFirst, assumed, possible } = recommend(answers);
    const narrowing = assumed.filter((question) =>
      answered(answers, question).some((each) => recommend(each).possible.length < possible.length),
    );
    return findFirst === null ? narrowing.length > 0 : !narrowing.includes(findFirst);
  });
  expect(broken).toEqual([]);
});

test("more data or more compute never means updating fewer weights, apart from extra facts", () => {
  const amount = ["feature_extraction", "partial_fine_tuning", "lp_ft", "full_fine_tuning"];
  const updates = (answers: Answers) => amount.indexOf(chosen(answers));
  for (const { data, similarity, compute } of CELLS) {
    for (const more of OPTIONS.data.slice(OPTIONS.data.indexOf(data))) {
      for (const most of OPTIONS.compute.slice(OPTIONS.compute.indexOf(compute))) {
        expect(updates({ data: more, similarity, compute: most })).toBeGreaterThanOrEqual(
          updates({ data, similarity, compute }),
        );
      }
    }
  }
});

function answered(answers: Answers, question: Question): Answers[] {
  return OPTIONS[question].map((option) => ({ ...answers, [question]: option }));
}

function firstAnswered(answers: Answers): Answers[] {
  const [question] = recommend(answers).assumed;
  return question ? answered(answers, question) : [];
}
