import type { Backbone, Modality, Option } from "./questions.ts";
import type { Confidence, Strategy } from "./strategies.ts";

/** Rises with every change of the table, so that an older advice can be told from a newer one. */
export const RULES_VERSION = 1;

/** What a row asks of a situation; a condition that is left out holds for every value. `examples` is half open. */
export type When = {
  readonly data?: readonly Option<"data">[];
  readonly similarity?: readonly Option<"similarity">[];
  readonly compute?: readonly Option<"compute">[];
  readonly examples?: { readonly from: number; readonly below: number };
  readonly backbone?: readonly Backbone[];
  readonly modality?: readonly Modality[];
  readonly facts_change?: true;
  readonly shift?: true;
};

type Row = {
  readonly id: string;
  readonly when: When;
  readonly choose: Strategy;
  readonly runnerUp: Strategy;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly risk: string;
  readonly evidence: readonly [string, ...string[]];
};

/**
 * The decision table: the first row whose conditions hold decides, the last row holds for everything.
 * Sub-rules come first. `reason` and `risk` are ids worded in the locales, `evidence` are keys of locales/sources.json.
 */
export const RULES = [
  {
    id: "facts_change",
    when: { facts_change: true },
    choose: "prompting_rag",
    runnerUp: "peft_lora",
    confidence: "high",
    reason: "facts_change",
    risk: "retrieval_quality",
    evidence: ["ovadia2023", "new_facts", "agriculture"],
  },
  {
    id: "llm_from_50",
    when: { backbone: ["llm"], examples: { from: 50, below: 100 } },
    choose: "peft_lora",
    runnerUp: "prompting_rag",
    confidence: "low",
    reason: "llm_from_50",
    risk: "few_examples",
    evidence: ["openai_guide", "peft_suite", "setfit"],
  },
  {
    id: "llm_tiny_text",
    when: { backbone: ["llm"], data: ["tiny"], modality: ["text"] },
    choose: "prompting_rag",
    runnerUp: "peft_lora",
    confidence: "medium",
    reason: "llm_tiny_text",
    risk: "prompt_fragile",
    evidence: ["peft_docs", "openai_guide", "tuning_playbook"],
  },
  {
    id: "llm_tiny",
    when: { backbone: ["llm"], data: ["tiny"] },
    choose: "peft_lora",
    runnerUp: "prompting_rag",
    confidence: "medium",
    reason: "llm_tiny",
    risk: "few_examples",
    evidence: ["lora", "petl_bench", "setfit"],
  },
  {
    id: "llm_large_ample",
    when: { backbone: ["llm"], data: ["large"], compute: ["ample"] },
    choose: "full_fine_tuning",
    runnerUp: "peft_lora",
    confidence: "medium",
    reason: "llm_large_ample",
    risk: "forgetting",
    evidence: ["lora_learns_less", "peft_suite", "peft_docs"],
  },
  {
    id: "llm_large",
    when: { backbone: ["llm"], data: ["large"] },
    choose: "peft_lora",
    runnerUp: "full_fine_tuning",
    confidence: "medium",
    reason: "llm_large",
    risk: "adapter_ceiling",
    evidence: ["peft_suite", "lora_learns_less"],
  },
  {
    id: "llm",
    when: { backbone: ["llm"] },
    choose: "peft_lora",
    runnerUp: "prompting_rag",
    confidence: "high",
    reason: "llm",
    risk: "adapter_rate",
    evidence: ["peft_suite", "lora_without_regret", "japanese_lora"],
  },
  {
    id: "under_300",
    when: {
      examples: { from: 100, below: 300 },
      compute: ["moderate", "ample"],
    },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "medium",
    reason: "under_300",
    risk: "seed_variance",
    evidence: ["primer", "setfit"],
  },
  {
    id: "few_thousand_transformer",
    when: {
      examples: { from: 1_000, below: 5_000 },
      compute: ["moderate", "ample"],
      backbone: ["transformer"],
    },
    choose: "peft_lora",
    runnerUp: "lp_ft",
    confidence: "medium",
    reason: "few_thousand_transformer",
    risk: "adapter_rate",
    evidence: ["cases", "petl_bench", "lora_without_regret", "japanese_lora"],
  },
  {
    id: "few_thousand_cnn",
    when: {
      examples: { from: 1_000, below: 5_000 },
      compute: ["moderate", "ample"],
      backbone: ["cnn"],
    },
    choose: "partial_fine_tuning",
    runnerUp: "lp_ft",
    confidence: "medium",
    reason: "few_thousand_cnn",
    risk: "batch_norm",
    evidence: ["cases", "keras_efficientnet", "keras_guide"],
  },
  {
    id: "shift",
    when: {
      shift: true,
      data: ["medium", "large"],
      compute: ["moderate", "ample"],
    },
    choose: "lp_ft",
    runnerUp: "feature_extraction",
    confidence: "medium",
    reason: "shift",
    risk: "untested_shift",
    evidence: ["lp_ft", "lp_ft_medical"],
  },
  {
    id: "tiny_far_limited",
    when: { data: ["tiny"], similarity: ["far"], compute: ["limited"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "high",
    reason: "tiny_limited",
    risk: "negative_transfer",
    evidence: ["keras_guide", "setfit", "ucr_transfer"],
  },
  {
    id: "tiny_far",
    when: { data: ["tiny"], similarity: ["far"] },
    choose: "feature_extraction",
    runnerUp: "prompting_rag",
    confidence: "medium",
    reason: "tiny_far",
    risk: "negative_transfer",
    evidence: ["cs231n", "head2toe", "ucr_transfer"],
  },
  {
    id: "tiny_limited",
    when: { data: ["tiny"], compute: ["limited"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "high",
    reason: "tiny_limited",
    risk: "few_examples",
    evidence: ["keras_guide", "setfit"],
  },
  {
    id: "tiny_ample",
    when: { data: ["tiny"], compute: ["ample"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "medium",
    reason: "tiny_ample",
    risk: "few_examples",
    evidence: ["setfit", "cs231n"],
  },
  {
    id: "tiny",
    when: { data: ["tiny"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "high",
    reason: "tiny",
    risk: "few_examples",
    evidence: ["setfit", "cs231n"],
  },
  {
    id: "small_limited",
    when: { data: ["small"], compute: ["limited"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "high",
    reason: "small_limited",
    risk: "seed_variance",
    evidence: ["keras_guide", "setfit"],
  },
  {
    id: "small_far",
    when: { data: ["small"], similarity: ["far"] },
    choose: "partial_fine_tuning",
    runnerUp: "feature_extraction",
    confidence: "low",
    reason: "small_far",
    risk: "poor_minimum",
    evidence: ["petl_bench", "head2toe", "setfit"],
  },
  {
    id: "small",
    when: { data: ["small"] },
    choose: "partial_fine_tuning",
    runnerUp: "feature_extraction",
    confidence: "medium",
    reason: "small",
    risk: "seed_variance",
    evidence: ["primer", "setfit", "keras_efficientnet"],
  },
  {
    id: "limited_close",
    when: { similarity: ["close"], compute: ["limited"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "medium",
    reason: "limited_close",
    risk: "small_loss",
    evidence: ["keras_guide", "cases", "rasbt_distilbert"],
  },
  {
    id: "limited",
    when: { compute: ["limited"] },
    choose: "feature_extraction",
    runnerUp: "partial_fine_tuning",
    confidence: "low",
    reason: "limited",
    risk: "frozen_ceiling",
    evidence: ["keras_guide", "cases", "petl_bench"],
  },
  {
    id: "medium_far_moderate",
    when: { data: ["medium"], similarity: ["far"], compute: ["moderate"] },
    choose: "partial_fine_tuning",
    runnerUp: "lp_ft",
    confidence: "medium",
    reason: "medium_far_moderate",
    risk: "full_can_lose",
    evidence: ["cases", "petl_bench", "protein_eval"],
  },
  {
    id: "medium_far",
    when: { data: ["medium"], similarity: ["far"] },
    choose: "full_fine_tuning",
    runnerUp: "peft_lora",
    confidence: "medium",
    reason: "medium_far",
    risk: "full_can_lose",
    evidence: ["cases", "petl_bench", "protein_eval"],
  },
  {
    id: "large_far_moderate",
    when: { similarity: ["far"], compute: ["moderate"] },
    choose: "lp_ft",
    runnerUp: "full_fine_tuning",
    confidence: "medium",
    reason: "large_far",
    risk: "little_gain",
    evidence: ["cases", "vtab", "detectron2"],
  },
  {
    id: "large_far",
    when: { similarity: ["far"] },
    choose: "full_fine_tuning",
    runnerUp: "from_scratch",
    confidence: "medium",
    reason: "large_far",
    risk: "little_gain",
    evidence: ["cases", "vtab", "detectron2"],
  },
  {
    id: "medium_close_moderate",
    when: { data: ["medium"], similarity: ["close"], compute: ["moderate"] },
    choose: "lp_ft",
    runnerUp: "partial_fine_tuning",
    confidence: "high",
    reason: "close_two_stages",
    risk: "lost_robustness",
    evidence: ["cases", "lp_ft", "rasbt_distilbert"],
  },
  {
    id: "moderate",
    when: { compute: ["moderate"] },
    choose: "lp_ft",
    runnerUp: "peft_lora",
    confidence: "high",
    reason: "two_stages",
    risk: "rate_too_large",
    evidence: ["cases", "lp_ft", "lora", "keras_guide"],
  },
  {
    id: "close_ample",
    when: { similarity: ["close"] },
    choose: "full_fine_tuning",
    runnerUp: "lp_ft",
    confidence: "high",
    reason: "close",
    risk: "lost_robustness",
    evidence: ["cases", "lp_ft", "rasbt_distilbert"],
  },
  {
    id: "ample",
    when: {},
    choose: "full_fine_tuning",
    runnerUp: "peft_lora",
    confidence: "high",
    reason: "all_layers",
    risk: "rate_too_large",
    evidence: ["cases", "lora", "keras_guide"],
  },
] as const satisfies readonly Row[];

export type RuleId = (typeof RULES)[number]["id"];
export type ReasonId = (typeof RULES)[number]["reason"];
export type RiskId = (typeof RULES)[number]["risk"];

/** One row of the table, with its ids narrowed to those that exist. */
export type Rule = Row & {
  readonly id: RuleId;
  readonly reason: ReasonId;
  readonly risk: RiskId;
};

/** The counts of labelled examples at which some row starts or ends, ascending. */
export const EXAMPLE_BOUNDS: readonly number[] = [
  ...new Set(
    RULES.flatMap(({ when }: { when: When }) =>
      when.examples ? [when.examples.from, when.examples.below] : [],
    ),
  ),
].sort((one, other) => one - other);
