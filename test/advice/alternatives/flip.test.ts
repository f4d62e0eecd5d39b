import { expect, test } from "vitest";
import { applyChange } from "../../../src/advice/alternatives/change.ts";
import { type Flip, flips } from "../../../src/advice/alternatives/flip.ts";
import { allAnswers, TELLING_COUNTS } from "../../../src/advice/enumerate.ts";
import { matchRule } from "../../../src/advice/match.ts";
import { type Answers, OPTIONS } from "../../../src/advice/questions.ts";
import { situate } from "../../../src/advice/table/situation.ts";

const SAMPLE = [...allAnswers()].filter((_, index) => index % 101 === 0);
const chosen = (answers: Answers) => matchRule(answers).choose;

test("the flips of an ordinary situation name the thresholds", () => {
  const named = flips({ data: "small", similarity: "close", compute: "moderate" });
  expect(named.map(({ change, strategy }) => [change, strategy])).toEqual([
    [{ kind: "examples", direction: "below", count: 300 }, "feature_extraction"],
    [{ kind: "compute", option: "limited" }, "feature_extraction"],
    [{ kind: "examples", direction: "from", count: 1_000 }, "peft_lora"],
  ]);
});

test("a count moves to the nearest threshold each way", () => {
  const named = flips({ examples: 2_000, similarity: "far", compute: "ample", backbone: "cnn" });
  expect(
    named.filter(({ change }) => change.kind === "examples").map(({ change }) => change),
  ).toEqual([
    { kind: "examples", direction: "from", count: 5_000 },
    { kind: "examples", direction: "below", count: 300 },
  ]);
});

test("every flip leads to another strategy, and to the one it names", () => {
  for (const answers of SAMPLE) {
    for (const flip of flips(answers)) {
      const after = matchRule(applyChange(answers, flip.change));
      expect([after.choose, after.id]).toEqual([flip.strategy, flip.rule]);
      expect(flip.strategy).not.toBe(chosen(answers));
    }
  }
});

test("no count between the one given and the threshold changes the strategy", () => {
  for (const answers of SAMPLE) {
    for (const { change } of flips(answers)) {
      if (change.kind !== "examples" || answers.examples === undefined) continue;
      const before = chosen(answers);
      const nearer = countsBetween(answers.examples, change);
      expect(nearer.filter((examples) => chosen({ ...answers, examples }) !== before)).toEqual([]);
    }
  }
});

test("no option nearer than the named one changes the strategy, and none that does is missed", () => {
  for (const answers of SAMPLE) {
    for (const question of ["similarity", "compute"] as const) {
      const named = flips(answers);
      const card = named.find(({ change }) => change.kind === "card");
      const apart = (option: string) =>
        question !== "compute" ||
        chosen({ ...answers, compute: option as "ample" }) !== card?.strategy;
      expect(namedOptions(named, question)).toEqual(
        nearestByForce(answers, question).filter(apart),
      );
    }
  }
});

test("where some count changes the strategy, a flip says so", () => {
  for (const answers of SAMPLE.filter(({ examples }) => examples !== undefined)) {
    const some = TELLING_COUNTS.some(
      (examples) => chosen({ ...answers, examples }) !== chosen(answers),
    );
    expect(flips(answers).some(({ change }) => change.kind === "examples")).toBe(some);
  }
});

test("nearest comes first", () => {
  for (const answers of SAMPLE) {
    const distances = flips(answers).map(({ distance }) => distance);
    expect(distances).toEqual([...distances].sort((one, other) => one - other));
  }
});

test("a change of the backbone forgets the size of the model", () => {
  expect(applyChange({ parameters: 7e9 }, { kind: "backbone", backbone: "cnn" })).toEqual({
    backbone: "cnn",
  });
});

function countsBetween(given: number, { direction, count }: { direction: string; count: number }) {
  return direction === "from"
    ? [...TELLING_COUNTS, count - 1].filter((each) => each > given && each < count)
    : [...TELLING_COUNTS, count].filter((each) => each < given && each >= count);
}

function namedOptions(named: readonly Flip[], question: "similarity" | "compute"): string[] {
  return named.flatMap(({ change }) => (change.kind === question ? [change.option] : [])).sort();
}

function nearestByForce(answers: Answers, question: "similarity" | "compute"): string[] {
  const options: readonly string[] = OPTIONS[question];
  const place = options.indexOf(situate(answers)[question]);
  const flipsIt = (option: string) =>
    chosen({ ...answers, [question]: option }) !== chosen(answers);
  const up = options.slice(place + 1).find(flipsIt);
  const down = options.slice(0, place).reverse().find(flipsIt);
  return [up, down].filter((option) => option !== undefined).sort();
}
