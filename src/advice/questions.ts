/** The three questions of the selection flow, in the order in which they are asked. */
export const QUESTIONS = ["data", "similarity", "compute"] as const;
export type Question = (typeof QUESTIONS)[number];

/** The options of each question, in the order of their numbers (1, 2, …). Ids are stored and sent. */
export const OPTIONS = {
  data: ["tiny", "small", "medium", "large"],
  similarity: ["close", "related", "far"],
  compute: ["limited", "moderate", "ample"],
} as const satisfies Record<Question, readonly string[]>;

export type Option<Q extends Question = Question> = (typeof OPTIONS)[Q][number];

export const MODALITIES = ["image", "text", "audio", "tabular", "time_series"] as const;
export type Modality = (typeof MODALITIES)[number];

export const BACKBONES = ["cnn", "transformer", "llm"] as const;
export type Backbone = (typeof BACKBONES)[number];

/** Kinds of task. An unread one is treated as classification. */
export const TASKS = [
  "classification",
  "regression",
  "detection",
  "segmentation",
  "ocr",
  "image_style",
  "speech_recognition",
  "forecasting",
  "recommendation",
  "anomaly",
  "retrieval",
  "knowledge_qa",
  "text_style",
  "structured_output",
  "summarisation",
  "other",
] as const;
export type Task = (typeof TASKS)[number];

/** What is special about the labels: there are none, only those of the normal case, or unreliable ones. */
export const LABELS = ["none", "normal_only", "noisy"] as const;
export type Labels = (typeof LABELS)[number];

/**
 * What a person has told, keyed by question. A missing key is not asked yet; "unknown" is an answer.
 * `examples` counts labelled examples in total (0 or more); `card_gb` is the memory of one card, the largest stated,
 * in whole GB (1 to 1,000): it belongs to `compute`; `parameters` counts the base model's weights;
 * `facts_change`: the answers must follow facts that change or are private; `shift`: inputs in use will differ from training.
 * `rare` counts the labelled examples of the rarest class that matters; `raw`: much unlabelled material of the same field;
 * `hours` of transcribed audio, more than 0; `no_gpu`: nothing but a CPU to train on; `model` is a key of `models.ts`.
 */
export type Answers = {
  readonly data?: Option<"data"> | "unknown";
  readonly similarity?: Option<"similarity"> | "unknown";
  readonly compute?: Option<"compute"> | "unknown";
  readonly examples?: number;
  readonly card_gb?: number;
  readonly modality?: Modality;
  readonly backbone?: Backbone;
  readonly parameters?: number;
  readonly facts_change?: boolean;
  readonly shift?: boolean;
  readonly task?: Task;
  readonly labels?: Labels;
  readonly rare?: number;
  readonly raw?: boolean;
  readonly hours?: number;
  readonly no_gpu?: boolean;
  readonly multi_label?: boolean;
  readonly model?: string;
};

/** The figure that goes with the answer to a question, and goes when that answer is given anew without one. */
export const FIGURES = {
  data: "examples",
  similarity: null,
  compute: "card_gb",
} as const satisfies { readonly [Q in Question]: keyof Answers | null };

/** More than any card has; GB. */
const MOST_CARD_GB = 1_000;

/** Whether a number can be the memory of a card. */
export function isCardMemory(gb: number): boolean {
  return Number.isInteger(gb) && gb >= 1 && gb <= MOST_CARD_GB;
}

/** Whether another fact answers a question: a count or hours the amount of data, no labels that there is none, a card the compute. */
export function isSettled(question: Question, answers: Answers): boolean {
  switch (question) {
    case "data":
      return (
        answers.examples !== undefined || answers.hours !== undefined || answers.labels === "none"
      );
    case "similarity":
      return false;
    case "compute":
      return answers.card_gb !== undefined || answers.no_gpu === true;
  }
}

/** The first question without an answer, or null when all three have one. */
export function pendingQuestion(answers: Answers): Question | null {
  return (
    QUESTIONS.find(
      (question) => answers[question] === undefined && !isSettled(question, answers),
    ) ?? null
  );
}

/** Whether `option` is an option of `question`. */
export function isOption<Q extends Question>(question: Q, option: string): option is Option<Q> {
  return (OPTIONS[question] as readonly string[]).includes(option);
}

/** The data level of a total count of labelled examples (policy levels: 100, 1,000 and 100,000). */
export function dataLevel(examples: number): Option<"data"> {
  if (examples < 100) return "tiny";
  if (examples < 1_000) return "small";
  return examples < 100_000 ? "medium" : "large";
}

/** The data level of hours of transcribed audio. */
export function hoursLevel(hours: number): Option<"data"> {
  if (hours < 1) return "tiny";
  if (hours < 10) return "small";
  return hours < 1_000 ? "medium" : "large";
}

/** The compute level of one card of so many GB. */
export function computeLevel(gb: number): Option<"compute"> {
  if (gb < 10) return "limited";
  return gb < 40 ? "moderate" : "ample";
}
