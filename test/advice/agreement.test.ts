import { describe, expect, test } from "vitest";
import { agree } from "../../src/advice/agreement.ts";
import { type Answers, OPTIONS } from "../../src/advice/questions.ts";
import { recommend } from "../../src/advice/recommend.ts";

test("nobody's answers leave everything open", () => {
  expect(agree([])).toEqual({ facts: [], open: ["data", "similarity", "compute"], answers: {} });
});

test("the value that most people hold is taken, of equals the first told", () => {
  const held: readonly Answers[] = [
    { compute: "limited", data: "tiny" },
    { compute: "ample", data: "small" },
    { compute: "ample" },
  ];
  expect(agree(held).answers).toEqual({ compute: "ample", data: "tiny" });
});

test("who does not know follows who does, and a level follows a count within it", () => {
  const { facts } = agree([
    { data: "unknown" },
    { data: "small" },
    { data: "small", examples: 500 },
  ]);
  expect(facts.map(({ opinions }) => opinions.map(({ count }) => count))).toEqual([[3]]);
});

test("a card belongs to the compute answer, and which one it is never matters", () => {
  const alike = agree([{ compute: "moderate" }, { compute: "moderate", card_gb: 24 }]);
  expect(alike.answers).toEqual({ compute: "moderate", card_gb: 24 });
  expect(alike.facts.map(({ opinions }) => opinions.map(({ count }) => count))).toEqual([[2]]);
  const apart = agree([
    { compute: "moderate", card_gb: 16 },
    { compute: "moderate", card_gb: 24 },
    { compute: "ample", card_gb: 24 },
  ]);
  expect(apart.facts.map(({ opinions }) => opinions.length)).toEqual([3]);
  const same = agree([
    { compute: "moderate", card_gb: 16 },
    { compute: "moderate", card_gb: 24 },
  ]);
  expect(same.facts.map(({ matters }) => matters)).toEqual([false]);
});

test("when all do not know, that is settled", () => {
  expect(agree([{ data: "unknown" }, { data: "unknown" }]).answers).toEqual({ data: "unknown" });
});

const COMPLETE: readonly Answers[] = OPTIONS.data.flatMap((data) =>
  OPTIONS.similarity.flatMap((similarity) =>
    OPTIONS.compute.map((compute) => ({ data, similarity, compute })),
  ),
);
const PAIRS = COMPLETE.flatMap((one) => COMPLETE.map((other) => [one, other] as const));

describe("for any two people who answered everything", () => {
  test("nothing matters only if both get the same advice, and then it is the team's", () => {
    const wrong = PAIRS.filter(([one, other]) => {
      const { facts, answers } = agree([one, other]);
      if (facts.some(({ matters }) => matters)) return false;
      const strategies = [one, other, answers].map((each) => recommend(each).strategy);
      return new Set(strategies).size > 1;
    });
    expect(wrong).toEqual([]);
  });

  test("a single difference matters exactly when the two advices differ", () => {
    const single = PAIRS.filter(
      ([one, other]) =>
        agree([one, other]).facts.filter((each) => each.opinions.length > 1).length === 1,
    );
    const wrong = single.filter(([one, other]) => {
      const differ = recommend(one).strategy !== recommend(other).strategy;
      return agree([one, other]).facts.some(({ matters }) => matters) !== differ;
    });
    expect([single.length > 0, wrong]).toEqual([true, []]);
  });
});

test("a thread full of people with all their facts is compared at once", () => {
  const crowd = Array.from({ length: 300 }, (_, index): Answers => {
    const { data, ...others } = COMPLETE[index % COMPLETE.length] ?? {};
    return {
      ...others,
      data: data ?? "tiny",
      shift: index % 2 === 0,
      facts_change: index % 3 === 0,
    };
  });
  expect(agree(crowd).facts.every(({ opinions }) => opinions.length > 1)).toBe(true);
});
