import {
  type Answers,
  BACKBONES,
  type Backbone,
  dataLevel,
  type Modality,
  OPTIONS,
  type Option,
  type Task,
} from "../questions.ts";
import { EXAMPLE_BOUNDS, HOUR_BOUNDS } from "../rules.ts";
import { isTextual, type Situation, SMALL_CARD_GB, situate } from "../table/situation.ts";

type Direction = "from" | "below";

/** One change of one answer. `from` a count of labelled examples or hours on, or `below` it. */
export type Change =
  | { readonly kind: "examples" | "hours"; readonly direction: Direction; readonly count: number }
  | { readonly kind: "similarity"; readonly option: Option<"similarity"> }
  | { readonly kind: "compute"; readonly option: Option<"compute"> }
  /** A card of 6 GB, and no more. */
  | { readonly kind: "card" }
  | { readonly kind: "no_gpu" }
  | { readonly kind: "backbone"; readonly backbone: Backbone }
  | { readonly kind: "facts_change" | "shift" | "raw"; readonly holds: boolean }
  | { readonly kind: "modality"; readonly modality: Modality }
  | { readonly kind: "task"; readonly task: Task }
  | { readonly kind: "no_labels" }
  | { readonly kind: "rare"; readonly count: number };

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
      const { data: _, labels, ...rest } = answers;
      const kept = labels === undefined || labels === "none" ? rest : { ...rest, labels };
      return { ...kept, examples: counted(change) };
    }
    case "hours": {
      const { data: _, ...rest } = answers;
      return { ...rest, hours: counted(change) };
    }
    case "similarity":
      return { ...answers, similarity: change.option };
    case "compute": {
      const { card_gb: _, no_gpu: __, ...rest } = answers;
      return { ...rest, compute: change.option };
    }
    case "card": {
      const { no_gpu: _, ...rest } = answers;
      return { ...rest, compute: "limited", card_gb: SMALL_CARD_GB.from };
    }
    case "no_gpu": {
      const { card_gb: _, ...rest } = answers;
      return { ...rest, compute: "limited", no_gpu: true };
    }
    case "backbone": {
      const { parameters: _, model: __, ...rest } = answers;
      return { ...rest, backbone: change.backbone };
    }
    case "facts_change":
    case "shift":
      return { ...answers, [change.kind]: change.holds };
    case "raw": {
      const { task: _, labels: __, ...rest } = answers;
      return change.holds ? { ...rest, raw: true, modality: "text" } : { ...answers, raw: false };
    }
    case "modality": {
      const { task: _, labels: __, ...rest } = answers;
      return { ...rest, modality: change.modality };
    }
    case "task": {
      // Another task brings data and labels of its own; sorting into classes can be of the same.
      const { modality, labels: _, ...rest } = answers;
      const kept = change.task === "classification" && modality !== undefined ? { modality } : {};
      return { ...rest, ...kept, task: change.task };
    }
    case "no_labels": {
      const { data: _, examples: __, ...rest } = answers;
      return { ...rest, labels: "none" };
    }
    case "rare":
      return { ...answers, rare: change.count };
  }
}

function counted({ direction, count }: { direction: Direction; count: number }): number {
  return direction === "from" ? count : count - 1;
}

/** Every change of one answer, a list for each answer; within a list each way runs from near to far. */
export function stepsByAnswer(answers: Answers): Step[][] {
  const at = situate(answers);
  const likely = isTextual(at) ? 1 : UNLIKELY;
  return [
    amountSteps(answers, at),
    optionSteps("similarity", at.similarity, (option) => ({ kind: "similarity", option })),
    computeSteps(at),
    BACKBONES.filter((backbone) => backbone !== at.backbone).map((backbone) => ({
      change: { kind: "backbone", backbone },
      distance: backbone === "llm" ? likely : 1,
      way: "up",
    })),
    [toggle("facts_change", at.facts_change, at.facts_change ? 1 : likely)],
    [toggle("shift", at.shift, 1)],
    otherProjects(at),
  ];
}

function amountSteps(answers: Answers, at: Situation): Step[] {
  if (at.hours !== null) return countSteps("hours", HOUR_BOUNDS, at.hours, at.hours);
  if (at.labels === "none") return countSteps("examples", BOUNDS, 0, 0);
  if (answers.examples !== undefined) {
    return countSteps("examples", BOUNDS, answers.examples, answers.examples);
  }
  return countSteps("examples", BOUNDS, firstOf(at.data), firstAbove(at.data) - 1);
}

/** Within limited compute, a card of 6 GB and none at all lie beside the level. */
function computeSteps(at: Situation): Step[] {
  const steps = optionSteps("compute", at.compute, (option) => ({ kind: "compute", option }));
  if (at.noGpu) return [step({ kind: "card" }, 1), ...steps];
  if (at.compute !== "limited" && !at.promoted) return steps;
  const without: Step = { change: { kind: "no_gpu" }, distance: 1, way: "down" };
  // A promoted card is limited compute already.
  const others = steps.filter(({ way }) => !at.promoted || way === "up");
  return at.smallCard ? [...others, without] : [step({ kind: "card" }, 1), ...others, without];
}

/** Another kind of data, task or labels: another project, unless the person has told of it. */
function otherProjects(at: Situation): Step[] {
  const steps: Step[] = [];
  const table = at.modality === "tabular" ? "image" : "tabular";
  steps.push(step({ kind: "modality", modality: table }, UNLIKELY));
  if (at.raw && at.modality !== "text") {
    steps.push(step({ kind: "modality", modality: "text" }, UNLIKELY));
  }
  if (at.labels !== "none") steps.push(step({ kind: "no_labels" }, UNLIKELY));
  steps.push(step({ kind: "raw", holds: !at.raw }, at.raw ? 1 : UNLIKELY));
  if (at.task !== null && at.task !== "classification") {
    steps.push(step({ kind: "task", task: "classification" }, UNLIKELY));
  }
  for (const task of ["segmentation", "recommendation", "forecasting"] as const) {
    if (at.task !== task) steps.push(step({ kind: "task", task }, UNLIKELY));
  }
  if (at.task === "anomaly" && (at.rare ?? 0) < MANY_RARE) {
    steps.push(step({ kind: "rare", count: MANY_RARE }, 1));
  }
  return steps;
}

/** From so many examples of the rare class on, it can be learned like any other. */
const MANY_RARE = 100;

function step(change: Change, distance: number): Step {
  return { change, distance, way: "up" };
}

function toggle(kind: "facts_change" | "shift", holds: boolean, distance: number): Step {
  return step({ kind, holds: !holds }, distance);
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

function countSteps(
  kind: "examples" | "hours",
  bounds: readonly number[],
  low: number,
  high: number,
): Step[] {
  const up = bounds.filter((bound) => bound > low);
  const down = bounds.filter((bound) => bound <= high).reverse();
  return [
    ...up.map(
      (count, index): Step => ({
        change: { kind, direction: "from", count },
        distance: index + 1,
        way: "up",
      }),
    ),
    ...down.map(
      (count, index): Step => ({
        change: { kind, direction: "below", count },
        distance: index + 1,
        way: "down",
      }),
    ),
  ];
}

function firstOf(level: Option<"data">): number {
  return BOUNDS.find((bound) => dataLevel(bound) === level) ?? 1;
}

function firstAbove(level: Option<"data">): number {
  return BOUNDS.find((bound) => bound > firstOf(level) && dataLevel(bound) !== level) ?? Infinity;
}
