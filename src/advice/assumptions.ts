import { matchRule } from "./match.ts";
import type { Answers, Backbone, Modality, Task } from "./questions.ts";
import type { Strategy } from "./strategies.ts";
import { type Situation, situate } from "./table/situation.ts";

/** What one press would tell, and what would be advised then. */
export type Alternative = {
  readonly value: Modality | Task | Backbone;
  readonly strategy: Strategy;
};

/**
 * Something that nobody has told and that would change the strategy. `others` are the values that lead elsewhere; `tell` makes the
 * answers with one of them, or with the assumed one.
 */
export type Assumption = {
  readonly fact: "modality" | "task" | "backbone";
  readonly assumed: Modality | Task | Backbone;
  readonly others: readonly Alternative[];
};

/** The answers with an assumed fact told: what one press on it or on another value stands for. */
export function tell(
  answers: Answers,
  { fact }: Pick<Assumption, "fact">,
  value: Alternative["value"],
): Answers {
  return { ...answers, [fact]: value };
}

/**
 * What the advice takes for granted: pictures, sorting into classes, a transformer. Measured on published comparisons, these
 * lose least where nothing is told (docs/decisions). The kind of task is named only once the kind of data is known.
 */
export function assumptions(answers: Answers): readonly Assumption[] {
  const at = situate(answers);
  const { choose } = matchRule(answers);
  return [modalityOf(at), taskOf(at), backboneOf(at)].flatMap((guess) => {
    if (guess === null) return [];
    const others = guess.values.flatMap((value): Alternative[] => {
      const strategy = matchRule(tell(answers, guess, value)).choose;
      return strategy === choose ? [] : [{ value, strategy }];
    });
    const { fact, assumed } = guess;
    return others.length > 0 ? [{ fact, assumed, others }] : [];
  });
}

type Guess = Pick<Assumption, "fact" | "assumed"> & {
  readonly values: readonly Assumption["assumed"][];
};

function modalityOf({ modality, task }: Situation): Guess | null {
  if (modality !== null || task === "recommendation" || task === "other") return null;
  return {
    fact: "modality",
    assumed: "image",
    values: ["text", "tabular", "audio", "time_series"],
  };
}

function taskOf({ modality, task, backbone }: Situation): Guess | null {
  if (task !== null || modality === null) return null;
  const values = backbone === "llm" ? LANGUAGE_TASKS : OTHER_TASKS[modality];
  return { fact: "task", assumed: "classification", values };
}

const LANGUAGE_TASKS: readonly Task[] = ["knowledge_qa", "text_style", "structured_output"];
const OTHER_TASKS: { readonly [M in Modality]: readonly Task[] } = {
  image: ["detection", "segmentation", "ocr", "anomaly"],
  text: ["knowledge_qa", "retrieval", "summarisation", "text_style"],
  audio: ["speech_recognition"],
  tabular: ["recommendation", "anomaly"],
  time_series: ["forecasting", "anomaly"],
};

/** A language model is offered only where text is at stake. */
function backboneOf({ backbone, modality, task }: Situation): Guess | null {
  if (backbone !== null || (task !== null && !USUAL_TASKS.includes(task))) return null;
  if (modality === "tabular") return null;
  const values: readonly Backbone[] = modality === "text" ? ["llm"] : ["cnn"];
  return { fact: "backbone", assumed: "transformer", values };
}

const USUAL_TASKS: readonly Task[] = ["classification", "regression"];
