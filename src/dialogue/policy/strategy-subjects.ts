import type { Strategy } from "../../advice/strategies.ts";

/** The subjects by whose names people mean a strategy. */
const SUBJECTS: Readonly<Record<string, Strategy>> = {
  lora: "peft_lora",
  qlora: "peft_lora",
  peft: "peft_lora",
  adapters: "peft_lora",
  vision_lora: "peft_lora",
  full_ft: "full_fine_tuning",
  fine_tuning: "full_fine_tuning",
  feature_extraction: "feature_extraction",
  linear_probe: "feature_extraction",
  freezing: "feature_extraction",
  partial_unfreezing: "partial_fine_tuning",
  gradual_unfreezing: "partial_fine_tuning",
  lp_ft: "lp_ft",
  rag: "prompting_rag",
  prompting: "prompting_rag",
  few_shot: "prompting_rag",
  from_scratch: "from_scratch",
};

/** The strategy that a subject's name stands for, or null. */
export function strategyOf(subject: string): Strategy | null {
  return SUBJECTS[subject] ?? null;
}
