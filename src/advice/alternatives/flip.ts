import { matchRule } from "../match.ts";
import type { Answers } from "../questions.ts";
import type { RuleId } from "../rules.ts";
import type { Strategy } from "../strategies.ts";
import { applyChange, type Change, type Step, stepsByAnswer, UNLIKELY } from "./change.ts";

/** A change of one answer that changes the strategy, and what would be advised then. */
export type Flip = {
  readonly change: Change;
  readonly strategy: Strategy;
  readonly rule: RuleId;
  readonly distance: number;
};

/**
 * The nearest changes of one answer that change the strategy, nearest first: at most one each way
 * for an answer with an order, one for each other value elsewhere. Empty when no single change does.
 */
export function flips(answers: Answers): Flip[] {
  const { choose } = matchRule(answers);
  const found = stepsByAnswer(answers)
    .flatMap((steps) => nearestEachWay(answers, steps, choose))
    .sort((one, other) => one.distance - other.distance);
  const card = found.find(({ change }) => change.kind === "card");
  // A small card is the smaller change where a larger one leads no further.
  return found.filter(
    ({ change, strategy }) => change.kind !== "compute" || strategy !== card?.strategy,
  );
}

function nearestEachWay(answers: Answers, steps: readonly Step[], choose: Strategy): Flip[] {
  const seen = new Set<string>();
  const found: Flip[] = [];
  for (const step of steps) {
    const flip = flipOf(answers, step);
    const key = keyOf(step);
    if (flip.strategy === choose || seen.has(key) || step.distance >= UNLIKELY) continue;
    seen.add(key);
    found.push(flip);
  }
  return found;
}

/** Of an answer with an order, one flip each way is enough; other values are each worth naming. */
function keyOf({ change, way }: Step): string {
  switch (change.kind) {
    case "backbone":
      return change.backbone;
    case "examples":
    case "hours":
    case "similarity":
    case "compute":
      return way;
    default:
      return change.kind;
  }
}

/** The flip that a step makes, whether or not the strategy differs. */
export function flipOf(answers: Answers, { change, distance }: Step): Flip {
  const rule = matchRule(applyChange(answers, change));
  return { change, strategy: rule.choose, rule: rule.id, distance };
}
