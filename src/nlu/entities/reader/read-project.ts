import { modelOf } from "../../../advice/models.ts";
import {
  type Answers,
  BACKBONES,
  LABELS,
  MODALITIES,
  type Modality,
  TASKS,
  type Task,
} from "../../../advice/questions.ts";
import { hasTag, type Token, tagValue } from "../../lexicon.ts";
import { isNumber } from "../numbers.ts";
import type { Message } from "../parsed-message.ts";
import type { Claims } from "../spans.ts";
import { baseModality, isOfBase } from "./read-similarity.ts";

/** How one fact of the project is read, and messages that prove it: what each gives, or null for nothing. */
export type FactRow<Key extends keyof Answers = keyof Answers> = {
  readonly fact: Key;
  readonly read: (message: Message, claims: Claims) => Answers[Key] | null;
  readonly examples: readonly (readonly [string, Answers[Key] | null])[];
};

const row = <Key extends keyof Answers>(made: FactRow<Key>): FactRow<Key> => made;

/** The facts beside the three questions, each read by its own row. */
export const FACT_ROWS = [
  row({
    fact: "task",
    read: (message) => readTask(message),
    examples: [
      ["road segmentation from aerial photos, 1,800 masks", "segmentation"],
      ["classify tickets", null],
      ["絵は30枚、自分の画風を学習させたい", "image_style"],
      ["顧客の表データから解約予測", null],
    ],
  }),
  row({
    fact: "model",
    read: ({ tokens }) => lastValue(tokens, "model"),
    examples: [
      ["qwen3 8b on one 4090", "qwen3_8b"],
      ["東北大BERTで分類", "bert_japanese"],
      ["some bert model", null],
    ],
  }),
  row({
    fact: "modality",
    read: readModality,
    examples: [
      ["300 pictures", "image"],
      ["心電図の波形", "time_series"],
      ["forecast next week's sales", "time_series"],
    ],
  }),
  row({
    fact: "backbone",
    read: ({ tokens }) => {
      const named = lastValue(tokens, "base")?.split(" ").at(-1);
      return BACKBONES.find((known) => known === named) ?? null;
    },
    examples: [
      ["resnet50 from timm", "cnn"],
      ["汎用BERT", "transformer"],
    ],
  }),
  row({
    fact: "parameters",
    read: readParameters,
    examples: [
      ["7B model", 7e9],
      ["70億パラメータのLLM", 7e9],
      ["qwen3-8b", 8.2e9],
      ["7 images", null],
    ],
  }),
  row({
    fact: "facts_change",
    read: ({ tokens }) => flag(tokens, "facts_change"),
    examples: [
      ["prices change every day", true],
      ["内容は変わらない", false],
    ],
  }),
  row({
    fact: "shift",
    read: ({ tokens }) => flag(tokens, "shift"),
    examples: [
      ["本番では別のカメラを使います", true],
      ["same conditions in production", false],
    ],
  }),
  row({
    fact: "labels",
    read: ({ project }) => LABELS.find((known) => known === lastValue(project, "labels")) ?? null,
    examples: [
      ["only normal images, no defects yet", "normal_only"],
      ["ラベルがないです", "none"],
      ["the labels are noisy", "noisy"],
      ["200 labelled mails", null],
    ],
  }),
  row({
    fact: "multi_label",
    read: ({ project }) => (project.some((token) => hasTag(token, "multi_label")) ? true : null),
    examples: [
      ["multi-label photos", true],
      ["マルチラベル分類", true],
    ],
  }),
] as const;

type Mutable = { -readonly [Key in keyof Answers]: Answers[Key] };

/** What else a message tells of the project: every fact of `FACT_ROWS` that it gives. */
export function readProject(message: Message, claims: Claims): Answers {
  const found: Mutable = {};
  for (const { fact, read } of FACT_ROWS) {
    const value = read(message, claims);
    if (value !== null) Object.assign(found, { [fact]: value });
  }
  return found;
}

function lastValue(tokens: readonly Token[], kind: string): string | null {
  return tagValue(
    tokens.findLast((token) => hasTag(token, kind)),
    kind,
  );
}

function flag(tokens: readonly Token[], kind: string): boolean | null {
  const value = lastValue(tokens, kind);
  return value === null ? null : value === "true";
}

/** Kinds of task whose words are the surest; a mere "classify" tells nothing, since an unread task is classification. */
const TASK_ORDER: readonly Task[] = TASKS.filter((task) => task !== "classification");

function readTask({ project }: Message): Task | null {
  const named = project.flatMap((token) => tagValue(token, "task") ?? []);
  const found = TASK_ORDER.filter((task) => named.includes(task));
  return found.length === 1 ? (found[0] ?? null) : (found.find((task) => task !== "other") ?? null);
}

const MODALITY_OF_TASK: { readonly [T in Task]?: Modality } = {
  detection: "image",
  segmentation: "image",
  ocr: "image",
  image_style: "image",
  speech_recognition: "audio",
  forecasting: "time_series",
  recommendation: "tabular",
  retrieval: "text",
  knowledge_qa: "text",
  text_style: "text",
  structured_output: "text",
  summarisation: "text",
};

/** How much each kind of word tells about the kind of data. */
const WEIGHTS: { readonly [kind: string]: number } = { noun: 3, domain: 2, counter: 1 };
/** Where two kinds of data tie, the rarer word tells more. */
const RARER_FIRST: readonly Modality[] = ["audio", "time_series", "tabular", "text", "image"];

function readModality(message: Message): Modality | null {
  const votes = new Map<Modality, number>();
  message.tokens.forEach((token, i) => {
    for (const { kind, value } of token.senses) {
      const weight = WEIGHTS[kind];
      if (weight === undefined) continue;
      const modality = MODALITIES.find((known) => known === value.split(" ")[0]);
      if (modality && !isOfBase(message, i))
        votes.set(modality, (votes.get(modality) ?? 0) + weight);
    }
  });
  const task = readTask(message);
  const byTask = task === null ? undefined : MODALITY_OF_TASK[task];
  if (byTask) votes.set(byTask, (votes.get(byTask) ?? 0) + 3);
  const most = Math.max(0, ...votes.values());
  const told = RARER_FIRST.find((modality) => most > 0 && votes.get(modality) === most);
  return told ?? baseModality(message);
}

/** The size that is said, else that of the language model that is named. */
function readParameters({ tokens }: Message, claims: Claims): number | null {
  const at = tokens.findIndex((token, i) => isNumber(token) && claims.get(i) === "parameters");
  const token = tokens[at];
  if (isNumber(token) && token.amount.mid >= 1_000) return token.amount.mid;
  const model = modelOf(lastValue(tokens, "model") ?? undefined);
  return model?.backbone === "llm" ? model.parameters : null;
}
