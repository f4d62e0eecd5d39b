import type { Strategy } from "../strategies.ts";
import type { Range } from "./hyperparameter-types.ts";

/**
 * A published measurement. `memoryGb` in GB (1e9 bytes), `seconds` of the whole run; null where not reported.
 * `large`: of a large language model.
 */
export type Measured = {
  readonly id: string;
  readonly method: Strategy | "qlora";
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
    method: "full_fine_tuning",
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
    method: "full_fine_tuning",
    large: true,
    memoryGb: 37.4 * GIB,
    seconds: null,
    source: "torchtune",
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

/**
 * Time as a share of full fine-tuning over the same examples, from the runs above (rasbt_llms, rasbt_distilbert,
 * peft_suite). Two stages are a frozen run and a full one. Cached features make further frozen passes nearly free.
 */
export const SHARE_OF_FULL_TIME: { readonly [M in Measured["method"]]?: Range } = {
  feature_extraction: FROZEN,
  partial_fine_tuning: { low: 0.28 / 0.69, high: 4.6 / 7 },
  lp_ft: { low: 1 + FROZEN.low, high: 1 + FROZEN.high },
  full_fine_tuning: { low: 1, high: 1 },
  peft_lora: { low: 942 / 2147, high: 942 / 2147 },
};
