import { modelOf } from "../models.ts";
import {
  type Answers,
  type Backbone,
  computeLevel,
  dataLevel,
  hoursLevel,
  isSettled,
  type Labels,
  type Modality,
  type Option,
  QUESTIONS,
  type Question,
  type Task,
} from "../questions.ts";

/** The cautious level that stands in for an answer that is unknown or missing. */
export const ASSUMED = {
  data: "small",
  similarity: "related",
  compute: "limited",
} as const satisfies { readonly [Q in Question]: Option<Q> };

/** From this many parameters on a model is treated as a large language model. */
export const LLM_PARAMETERS = 1e9;

/** A card of so many GB trains small networks whole; below it counts as no GPU, above it the level of compute tells all. */
export const SMALL_CARD_GB = { from: 6, to: 9 } as const;
/** The largest network that a small card is trusted with. */
const SMALL_CARD_PARAMETERS = 200e6;

/**
 * Answers with every gap filled: what the table is matched against. `promoted`: a stated card of 6 to 9 GB is enough for this
 * network and amount, so that `compute` counts as moderate; `smallCard`: such a card and nothing better. `noGpu`: nothing but a
 * CPU, or a card below 6 GB.
 */
export type Situation = {
  readonly data: Option<"data">;
  readonly similarity: Option<"similarity">;
  readonly compute: Option<"compute">;
  readonly examples: number | null;
  readonly backbone: Backbone | null;
  readonly modality: Modality | null;
  readonly facts_change: boolean;
  readonly shift: boolean;
  readonly task: Task | null;
  readonly labels: Labels | null;
  readonly rare: number | null;
  readonly hours: number | null;
  readonly raw: boolean;
  readonly noGpu: boolean;
  readonly smallCard: boolean;
  readonly promoted: boolean;
  readonly multiLabel: boolean;
};

/** The questions whose answer is unknown or missing, in their order; what settles a question answers it. */
export function openQuestions(answers: Answers): Question[] {
  return QUESTIONS.filter(
    (question) =>
      !isSettled(question, answers) &&
      (answers[question] === undefined || answers[question] === "unknown"),
  );
}

/** Answers → situation. A count or hours decide the data level, a card or no GPU the compute where that is not answered. */
export function situate(answers: Answers): Situation {
  const { examples = null, hours = null, similarity } = answers;
  const known = modelOf(answers.model);
  const parameters = answers.parameters ?? known?.parameters;
  const backbone = backboneOf(answers, parameters, known?.backbone);
  const labels = answers.labels ?? (examples === 0 ? "none" : null);
  const task = answers.task ?? impliedTask(answers, labels);
  const card = cardOf(answers);
  const at = {
    data: dataOf(answers, labels),
    similarity:
      similarity === undefined || similarity === "unknown" ? ASSUMED.similarity : similarity,
    compute: computeOf(answers),
    examples,
    hours,
    backbone,
    modality: answers.modality ?? known?.modality ?? impliedModality(task, backbone),
    facts_change: answers.facts_change ?? false,
    shift: answers.shift ?? false,
    task,
    labels,
    rare: answers.rare ?? null,
    raw: answers.raw ?? false,
    noGpu: card === "none",
    smallCard: card === "small" && backbone !== "llm",
    promoted: false,
    multiLabel: answers.multi_label ?? false,
  } satisfies Situation;
  return isPromoted(at, parameters) ? { ...at, compute: "moderate", promoted: true } : at;
}

/** Whether text is at stake, so that changing facts and language models are worth talking about. */
export function isTextual(situation: Situation): boolean {
  return situation.modality === "text" || situation.backbone === "llm";
}

function isPromoted(at: Situation, parameters: number | undefined): boolean {
  return (
    at.smallCard &&
    !at.raw &&
    at.data !== "large" &&
    (parameters ?? 0) <= SMALL_CARD_PARAMETERS &&
    (at.task === null || at.task === "classification" || at.task === "regression")
  );
}

function backboneOf(
  { backbone }: Answers,
  parameters: number | undefined,
  ofModel: Backbone | undefined,
): Backbone | null {
  if (parameters !== undefined && parameters >= LLM_PARAMETERS && ofModel !== "transformer")
    return "llm";
  return backbone ?? ofModel ?? null;
}

function dataOf({ data, examples, hours }: Answers, labels: Labels | null): Option<"data"> {
  if (labels === "none") return "tiny";
  if (examples !== undefined) return dataLevel(examples);
  if (hours !== undefined) return hoursLevel(hours);
  return data === undefined || data === "unknown" ? ASSUMED.data : data;
}

function computeOf({ compute, card_gb, no_gpu }: Answers): Option<"compute"> {
  if (compute !== undefined && compute !== "unknown") return compute;
  if (no_gpu) return "limited";
  return card_gb === undefined ? ASSUMED.compute : computeLevel(card_gb);
}

/** What is known of the card where compute is limited; more compute than that makes the card a matter of cost alone. */
function cardOf(answers: Answers): "none" | "small" | null {
  if (computeOf(answers) !== "limited") return null;
  const { card_gb: gb, no_gpu } = answers;
  if (no_gpu || (gb !== undefined && gb < SMALL_CARD_GB.from)) return "none";
  return gb !== undefined && gb <= SMALL_CARD_GB.to ? "small" : null;
}

/** Transcribed hours are for recognising speech, and only normal examples for finding what is not. */
function impliedTask({ hours, modality }: Answers, labels: Labels | null): Task | null {
  if (hours !== undefined && (modality === undefined || modality === "audio"))
    return "speech_recognition";
  return labels === "normal_only" ? "anomaly" : null;
}

function impliedModality(task: Task | null, backbone: Backbone | null): Modality | null {
  const implied = task === null ? null : modalityOfTask(task);
  return implied ?? (backbone === "llm" ? "text" : null);
}

/** The kind of data that a kind of task always has, or null. */
export function modalityOfTask(task: Task): Modality | null {
  return MODALITY_OF_TASK[task] ?? null;
}

const MODALITY_OF_TASK: { readonly [T in Task]?: Modality } = {
  detection: "image",
  segmentation: "image",
  ocr: "image",
  image_style: "image",
  speech_recognition: "audio",
  forecasting: "time_series",
  retrieval: "text",
  knowledge_qa: "text",
  text_style: "text",
  structured_output: "text",
  summarisation: "text",
};
