import type { Modality } from "../questions.ts";
import type { OwnRuleId, RiskId, RowReasonId, Rule, RuleId } from "../rules.ts";
import type { Strategy } from "../strategies.ts";
import type { Situation } from "./situation.ts";

/**
 * Wordings that argue with results on one kind of data, `<id>_<kind>`; said only of that kind. The wording without a kind holds
 * for all.
 */
export const REASON_VARIANTS = [
  "no_labels_text",
  "no_labels_image",
  "anomaly_image_audio",
  "medium_far_cnn_audio",
  "tiny_text",
  "tiny_image",
  "tiny_limited_text",
  "under_300_text",
  "small_limited_text",
  "small_text",
  "small_far_image",
  "few_thousand_transformer_image",
  "limited_close_text",
  "medium_far_moderate_image",
  "close_text",
  "all_layers_text",
  "shift_image",
] as const;
export const RISK_VARIANTS = [
  "seed_variance_text",
  "poor_minimum_text",
  "adapter_rate_text",
  "negative_transfer_time_series",
  "frozen_ceiling_image",
  "full_can_lose_image",
  "little_gain_image",
  "lost_robustness_image",
  "untested_shift_image",
] as const;
export const RUNNER_UP_VARIANTS = [
  "partial_fine_tuning_text",
  "lp_ft_image",
  "peft_lora_text",
  "from_scratch_image",
  "shift_image",
] as const;
export const WHY_NOT_VARIANTS = ["partial_fine_tuning_text", "peft_lora_image"] as const;

export type ReasonId = RowReasonId | (typeof REASON_VARIANTS)[number];
export type RiskWordsId = RiskId | (typeof RISK_VARIANTS)[number];

/** Rows whose runner-up wins for a reason of their own, beside those with all words of their own. */
export const OWN_RUNNER_UP = ["facts_change", "shift"] as const satisfies readonly RuleId[];
export type RunnerUpId =
  | Strategy
  | OwnRuleId
  | (typeof OWN_RUNNER_UP)[number]
  | (typeof RUNNER_UP_VARIANTS)[number];

/** The words on why a row advises its choice, for this kind of data. */
export function reasonWords({ reason }: Rule, at: Situation): ReasonId {
  return ofKind(REASON_VARIANTS, reason, at.modality);
}

/** The words on a row's main risk, for this kind of data. */
export function riskWords({ risk }: Rule, at: Situation): RiskWordsId {
  return ofKind(RISK_VARIANTS, risk, at.modality);
}

/** The words on when a row's runner-up would win, for this kind of data. */
export function runnerUpWords(rule: Rule, at: Situation): RunnerUpId {
  if (rule.own) return rule.id as OwnRuleId;
  const own = OWN_RUNNER_UP.find((id) => id === rule.id);
  return ofKind(RUNNER_UP_VARIANTS, own ?? rule.runnerUp, at.modality);
}

/** The words on why a strategy is not advised in general, for this kind of data. */
export function whyNotWords(
  strategy: Strategy,
  at: Situation,
): Strategy | (typeof WHY_NOT_VARIANTS)[number] {
  return ofKind(WHY_NOT_VARIANTS, strategy, at.modality);
}

function ofKind<Id extends string, Variant extends string>(
  variants: readonly Variant[],
  id: Id,
  modality: Modality | null,
): Id | Variant {
  return variants.find((variant) => variant === `${id}_${modality}`) ?? id;
}
