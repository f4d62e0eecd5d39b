import type { Answers, Task } from "./questions.ts";
import type { Advice } from "./recommend.ts";
import type { Strategy } from "./strategies.ts";
import { situate } from "./table/situation.ts";

/** What goes with an advice: the starting settings, the estimate of memory and the starting code are for networks that are trained as the bot knows how. */
export type Offers = { readonly settings: boolean; readonly cost: boolean; readonly code: boolean };

/** Tasks whose training the settings and the code are written for; null is an unread one. */
const KNOWN_TASKS: readonly (Task | null)[] = [
  null,
  "classification",
  "regression",
  "knowledge_qa",
  "text_style",
  "structured_output",
  "summarisation",
];
const TRAINED: readonly Strategy[] = [
  "feature_extraction",
  "partial_fine_tuning",
  "lp_ft",
  "full_fine_tuning",
  "peft_lora",
  "prompting_rag",
  "from_scratch",
];

/** Which parts can be shown for this advice without saying something untrue of its kind of task. */
export function offersFor(advice: Pick<Advice, "strategy" | "outside">, answers: Answers): Offers {
  const { task, modality } = situate(answers);
  const isKnown = KNOWN_TASKS.includes(task) && !advice.outside;
  const isTable = isKnown && modality === "tabular";
  const isTrained = isKnown && TRAINED.includes(advice.strategy);
  return {
    settings: isTrained && !isTable,
    cost: TRAINED.includes(advice.strategy) && !isTable && !advice.outside,
    code: isTrained || isTable,
  };
}
