import { matchRule } from "../match.ts";
import type { Answers } from "../questions.ts";
import type { OwnRuleId } from "../rules.ts";
import type { Strategy } from "../strategies.ts";
import { situate } from "../table/situation.ts";

/** Each step of the experiment ladder and the strategy that it tries. */
export const LADDER_STEPS = {
  frozen_sample: "feature_extraction",
  frozen_all: "feature_extraction",
  last_block: "partial_fine_tuning",
  two_stages: "lp_ft",
  all_layers: "full_fine_tuning",
  lora: "peft_lora",
  prompt: "prompting_rag",
  retrieval: "prompting_rag",
  lora_sample: "peft_lora",
  other_backbone: "full_fine_tuning",
  scratch_control: "from_scratch",
} as const satisfies Record<string, Strategy>;

export type LadderStepId = keyof typeof LADDER_STEPS;

/** `start` and `step` come before the advised strategy, `beyond` is for when it falls short. An own row has one step, its first. */
export type LadderStep = {
  readonly id: LadderStepId | OwnRuleId;
  readonly strategy: Strategy;
  readonly place: "start" | "step" | "advised" | "beyond";
};

/** The experiments: an own row's first one, or those from a small one up to the advised strategy, and one beyond. */
export function ladder(advice: { readonly strategy: Strategy }, answers: Answers): LadderStep[] {
  const rule = matchRule(answers);
  if (rule.own && rule.choose === advice.strategy) {
    return [{ id: rule.id as OwnRuleId, strategy: rule.choose, place: "start" }];
  }
  return generalLadder(advice, answers);
}

/** The experiments from a small first one up to a strategy, and one beyond, whatever the kind of task. */
export function generalLadder(
  advice: { readonly strategy: Strategy },
  answers: Answers,
): (LadderStep & { readonly id: LadderStepId })[] {
  const at = situate(answers);
  const climb = at.backbone === "llm" ? LLM_LADDERS : LADDERS;
  const [steps, beyond] = climb[advice.strategy];
  const far = at.similarity === "far" && at.backbone !== "llm";
  const last = beyond === "other_backbone" && far ? "scratch_control" : beyond;
  return [
    ...steps.map((id, index) => stepOf(id, placeOf(index, steps.length))),
    stepOf(last, "beyond"),
  ];
}

function placeOf(index: number, count: number): LadderStep["place"] {
  if (index === count - 1) return "advised";
  return index === 0 ? "start" : "step";
}

function stepOf(
  id: LadderStepId,
  place: LadderStep["place"],
): LadderStep & { readonly id: LadderStepId } {
  return { id, strategy: LADDER_STEPS[id], place };
}

type Ladders = {
  readonly [S in Strategy]: readonly [steps: readonly LadderStepId[], beyond: LadderStepId];
};

const FROZEN = ["frozen_sample", "frozen_all"] as const;

const LADDERS: Ladders = {
  feature_extraction: [FROZEN, "last_block"],
  partial_fine_tuning: [[...FROZEN, "last_block"], "two_stages"],
  lp_ft: [[...FROZEN, "last_block", "two_stages"], "all_layers"],
  full_fine_tuning: [[...FROZEN, "last_block", "all_layers"], "other_backbone"],
  peft_lora: [[...FROZEN, "lora"], "two_stages"],
  prompting_rag: [["prompt", "retrieval"], "lora"],
  from_scratch: [[...FROZEN, "all_layers", "scratch_control"], "other_backbone"],
  as_is: [["prompt"], "frozen_all"],
  boosted_trees: [["frozen_all"], "other_backbone"],
  continue_pretraining: [[...FROZEN, "all_layers"], "other_backbone"],
  other_method: [["frozen_sample"], "frozen_all"],
};

const LLM_LADDERS: Ladders = {
  ...LADDERS,
  peft_lora: [["prompt", "lora_sample", "lora"], "all_layers"],
  full_fine_tuning: [["prompt", "lora_sample", "lora", "all_layers"], "other_backbone"],
};
