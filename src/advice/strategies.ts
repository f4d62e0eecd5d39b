/** What can be advised, cheapest change to the pre-trained weights first. Ids are stored and sent. */
export const STRATEGIES = [
  "feature_extraction",
  "partial_fine_tuning",
  "lp_ft",
  "full_fine_tuning",
  "peft_lora",
  "prompting_rag",
  "from_scratch",
] as const;
export type Strategy = (typeof STRATEGIES)[number];

export type Confidence = "high" | "medium" | "low";
