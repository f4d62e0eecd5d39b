import type { Range } from "./hyperparameter-types.ts";
import type { CostMethod } from "./memory.ts";

/**
 * A published measurement. `memoryGb` in GB (1e9 bytes), `seconds` of the whole run; null where not reported.
 * `large`: of a large language model.
 */
export type Measured = {
  readonly id: string;
  readonly method: CostMethod;
  readonly large: boolean;
  readonly memoryGb: number | null;
  readonly seconds: number | null;
  readonly source: string;
};

const GIB = 1.073741824;
const MINUTE = 60;

/** What was measured, by whom; worded in the locales under `cost.measured`. */
export const MEASURED = [
  {
    id: "llama3b_full",
    method: "full_bf16",
    large: true,
    memoryGb: 38.9,
    seconds: 2147,
    source: "peft_suite",
  },
  {
    id: "llama3b_lora",
    method: "peft_lora",
    large: true,
    memoryGb: 22.3,
    seconds: 942,
    source: "peft_suite",
  },
  {
    id: "llama8b_full",
    method: "full_8bit",
    large: true,
    memoryGb: 37.4 * GIB,
    seconds: null,
    source: "torchtune",
  },
  {
    id: "llama8b_paged",
    method: "full_paged",
    large: true,
    memoryGb: 18.9 * GIB,
    seconds: null,
    source: "torchtune",
  },
  {
    id: "llama8b_lora_small",
    method: "peft_lora",
    large: true,
    memoryGb: 16.2 * GIB,
    seconds: null,
    source: "torchtune",
  },
  {
    id: "llm7b_full",
    method: "full_fine_tuning",
    large: true,
    memoryGb: 120,
    seconds: null,
    source: "llamafactory",
  },
  {
    id: "llama8b_lora",
    method: "peft_lora",
    large: true,
    memoryGb: 30.3 * GIB,
    seconds: null,
    source: "torchtune",
  },
  {
    id: "llama8b_qlora",
    method: "qlora",
    large: true,
    memoryGb: 7.4 * GIB,
    seconds: null,
    source: "torchtune",
  },
  {
    id: "distilbert_frozen",
    method: "feature_extraction",
    large: false,
    memoryGb: null,
    seconds: 3.3 * MINUTE,
    source: "rasbt_distilbert",
  },
  {
    id: "distilbert_blocks",
    method: "partial_fine_tuning",
    large: false,
    memoryGb: null,
    seconds: 4.6 * MINUTE,
    source: "rasbt_distilbert",
  },
  {
    id: "distilbert_full",
    method: "full_fine_tuning",
    large: false,
    memoryGb: null,
    seconds: 7 * MINUTE,
    source: "rasbt_distilbert",
  },
  {
    id: "gpt2_head",
    method: "feature_extraction",
    large: false,
    memoryGb: null,
    seconds: 0.25 * MINUTE,
    source: "rasbt_llms",
  },
  {
    id: "gpt2_block",
    method: "partial_fine_tuning",
    large: false,
    memoryGb: null,
    seconds: 0.28 * MINUTE,
    source: "rasbt_llms",
  },
  {
    id: "gpt2_full",
    method: "full_fine_tuning",
    large: false,
    memoryGb: null,
    seconds: 0.69 * MINUTE,
    source: "rasbt_llms",
  },
] as const satisfies readonly Measured[];

const FROZEN: Range = { low: 0.25 / 0.69, high: 3.3 / 7 };

/** The 3B model (peft_suite), whose every weight was trained in 16 bits, and GPT-2 XL (rasbt_llms). */
const LARGE_LORA: Range = { low: 942 / 2147, high: 0.71 };
/** GPT-2 small (rasbt_llms): on a small model LoRA saves memory, not time. */
const SMALL_LORA: Range = { low: 1.09, high: 1.09 };

const SHARES: { readonly [M in CostMethod]?: Range } = {
  feature_extraction: FROZEN,
  partial_fine_tuning: { low: 0.28 / 0.69, high: 4.6 / 7 },
  lp_ft: { low: 1 + FROZEN.low, high: 1 + FROZEN.high },
  full_fine_tuning: { low: 1, high: 1 },
};

/**
 * Time as a share of full fine-tuning over the same examples, from the runs above (rasbt_llms, rasbt_distilbert,
 * peft_suite), null where none was measured. Two stages are a frozen run and a full one. Cached features make further frozen
 * passes nearly free. `large`: of a large language model.
 */
export function shareOfFullTime(method: CostMethod, large: boolean): Range | null {
  if (method === "peft_lora") return large ? LARGE_LORA : SMALL_LORA;
  return SHARES[method] ?? null;
}
