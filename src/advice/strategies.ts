/**
 * What can be advised. The first seven run from the cheapest change of the pre-trained weights on; the last four came later.
 * Ids are stored and sent: only add at the end.
 */
export const STRATEGIES = [
  "feature_extraction",
  "partial_fine_tuning",
  "lp_ft",
  "full_fine_tuning",
  "peft_lora",
  "prompting_rag",
  "from_scratch",
  "as_is",
  "boosted_trees",
  "continue_pretraining",
  "other_method",
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** How sure an advice is, from the least on. */
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
