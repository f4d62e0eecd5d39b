/** The groups of topics, in the order of a project. */
export const TOPIC_GROUPS = ["begin", "method", "conditions", "training", "checking"] as const;
export type TopicGroup = (typeof TOPIC_GROUPS)[number];

const GROUP_OF: Readonly<Record<string, TopicGroup>> = {
  difference: "begin",
  transfer_learning: "begin",
  fine_tuning: "begin",
  analogy: "begin",
  comparison_table: "begin",
  examples: "begin",
  glossary: "begin",
  which_to_choose: "method",
  feature_extraction: "method",
  freezing_layers: "method",
  peft_lora: "method",
  rag_vs_fine_tuning: "method",
  instruction_tuning: "method",
  distillation: "method",
  from_scratch: "method",
  data_amount: "conditions",
  task_similarity: "conditions",
  compute_cost: "conditions",
  domain_adaptation: "conditions",
  pretrained_model: "conditions",
  start_small: "training",
  learning_rate: "training",
  batch_norm: "training",
  regularization: "training",
  data_augmentation: "training",
  tools_code: "training",
  evaluation: "checking",
  overfitting: "checking",
  catastrophic_forgetting: "checking",
  negative_transfer: "checking",
};

/** The group in which a topic is listed; a new one stands with the beginnings. */
export function groupOfTopic(topic: string): TopicGroup {
  return GROUP_OF[topic] ?? "begin";
}
