import { isTextual, situate } from "../match.ts";
import {
  type Answers,
  BACKBONES,
  type Backbone,
  dataLevel,
  OPTIONS,
  type Option,
} from "../questions.ts";
import { EXAMPLE_BOUNDS } from "../rules.ts";

/** One change of one answer. `from` a count of labelled examples on, or `below` it. */
export type Change =
  | { readonly kind: "examples"; readonly direction: "from" | "below"; readonly count: number }
  | { readonly kind: "similarity"; readonly option: Option<"similarity"> }
  | { readonly kind: "compute"; readonly option: Option<"compute"> }
  | { readonly kind: "backbone"; readonly backbone: Backbone }
  | { readonly kind: "facts_change"; readonly holds: boolean }
  | { readonly kind: "shift"; readonly holds: boolean };

/** A change with its distance from the answers as they are: 1 is the next step, `way` its direction. */
export type Step = {
  readonly change: Change;
  readonly distance: number;
  readonly way: "up" | "down";
};

/** The distance of what the person has given no sign of: behind every step of the three questions. */
export const UNLIKELY = 9;

/** The answers after a change. */
export function applyChange(answers: Answers, change: Change): Answers {
  switch (change.kind) {
    case "examples": {
      const { data: _, ...rest } = answers;
      return { ...rest, examples: change.direction === "from" ? change.count : change.count - 1 };
    }
    case "similarity":
      return { ...answers, similarity: change.option };
    case "compute": {
      const { card_gb: _, ...rest } = answers;
      return { ...rest, compute: change.option };
    }
    case "backbone": {
      const { parameters: _, ...rest } = answers;
      return { ...rest, backbone: change.backbone };
    }
    case "facts_change":
      return { ...answers, facts_change: change.holds };
    case "shift":
      return { ...answers, shift: change.holds };
  }
}

/** Every change of one answer, a list for each answer; within a list each way runs from near to far. */
export function stepsByAnswer(answers: Answers): Step[][] {
  const at = situate(answers);
  const likely = isTextual(at) ? 1 : UNLIKELY;
  return [
    exampleSteps(at.examples, at.data),
    optionSteps("similarity", at.similarity, (option) => ({ kind: "similarity", option })),
    optionSteps("compute", at.compute, (option) => ({ kind: "compute", option })),
    BACKBONES.filter((backbone) => backbone !== at.backbone).map((backbone) => ({
      change: { kind: "backbone", backbone },
      distance: backbone === "llm" ? likely : 1,
      way: "up",
    })),
    [toggle("facts_change", at.facts_change, at.facts_change ? 1 : likely)],
    [toggle("shift", at.shift, 1)],
  ];
}

function toggle(kind: "facts_change" | "shift", holds: boolean, distance: number): Step {
  return { change: { kind, holds: !holds }, distance, way: "up" };
}

function optionSteps<Q extends "similarity" | "compute">(
  question: Q,
  current: Option<Q>,
  change: (option: Option<Q>) => Change,
): Step[] {
  const options: readonly Option<Q>[] = OPTIONS[question];
  const place = options.indexOf(current);
  return options
    .map(
      (option, index): Step => ({
        change: change(option),
        distance: Math.abs(index - place),
        way: index > place ? "up" : "down",
      }),
    )
    .filter(({ distance }) => distance > 0)
    .sort((one, other) => one.distance - other.distance);
}

/** Where the number of examples can matter: the bounds of the levels and of the rows. */
const BOUNDS = [...new Set([...EXAMPLE_BOUNDS, 100, 1_000, 100_000])].sort((a, b) => a - b);

function exampleSteps(count: number | null, level: Option<"data">): Step[] {
  const [low, high] = count === null ? [firstOf(level), firstAbove(level) - 1] : [count, count];
  const up = BOUNDS.filter((bound) => bound > low);
  const down = BOUNDS.filter((bound) => bound <= high).reverse();
  return [
    ...up.map((bound, index) => exampleStep("from", bound, index + 1)),
    ...down.map((bound, index) => exampleStep("below", bound, index + 1)),
  ];
}

function exampleStep(direction: "from" | "below", count: number, distance: number): Step {
  const way = direction === "from" ? "up" : "down";
  return { change: { kind: "examples", direction, count }, distance, way };
}

function firstOf(level: Option<"data">): number {
  return BOUNDS.find((bound) => dataLevel(bound) === level) ?? 1;
}

function firstAbove(level: Option<"data">): number {
  return BOUNDS.find((bound) => bound > firstOf(level) && dataLevel(bound) !== level) ?? Infinity;
}
