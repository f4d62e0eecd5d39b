import type { Strategy } from "../advice/strategies.ts";

export const INK = "#17202b";
export const QUIET_INK = "#4c5866";
export const LINE = "#c9d1da";
export const PANEL = "#f4f6f8";

/** A light ground and a dark line for each strategy; told apart by lightness and by the strategyIcon in the cell as well. */
export const STRATEGY_COLOURS: {
  readonly [S in Strategy]: { readonly ground: string; readonly line: string };
} = {
  feature_extraction: { ground: "#d9ebf9", line: "#0b4f86" },
  partial_fine_tuning: { ground: "#d5efe3", line: "#0d6b4b" },
  lp_ft: { ground: "#fdeecb", line: "#855600" },
  full_fine_tuning: { ground: "#fbdcd0", line: "#a33109" },
  peft_lora: { ground: "#ecdff5", line: "#67308f" },
  prompting_rag: { ground: "#e4e8ec", line: "#37424e" },
  from_scratch: { ground: "#ffffff", line: "#37424e" },
  as_is: { ground: "#eef3f7", line: "#37424e" },
  boosted_trees: { ground: "#e6efd5", line: "#44610f" },
  continue_pretraining: { ground: "#f7dfe9", line: "#8a1f54" },
  other_method: { ground: "#f4f6f8", line: "#4c5866" },
};
