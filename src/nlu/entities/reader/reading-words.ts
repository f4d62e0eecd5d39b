import { modelOf } from "../../../advice/models.ts";
import { LABELS, TASKS } from "../../../advice/questions.ts";
import { buildLexicon, type Lexicon, type WordLists } from "../../lexicon.ts";

/** Words by which messages are read, ready for use: those of one language, or the names of devices and models. */
export type ReadingWords = {
  readonly lexicon: Lexicon;
  /** What tells of the task and the labels: looked up apart, since it may share words with counts and devices. */
  readonly project: Lexicon;
};

/** The kinds of words that are looked up apart. */
export const PROJECT_KINDS = ["task", "labels", "multi_label", "raw"] as const;

/** A parsed `locales/devices.json`: names of devices and models in no language, and patterns of names that are not listed. */
export type DeviceFile = WordLists & { readonly families: readonly string[] };

/** Every kind of word that the code looks for, and the values that it understands (null: numbers, or none). */
export const WORD_KINDS = {
  digit: null,
  multiplier: null,
  group: null,
  suffix: null,
  plural: null,
  vague: null,
  range: null,
  or: null,
  times: null,
  per: null,
  approximate: null,
  at_least: null,
  at_most: null,
  below: null,
  nearly: null,
  between: null,
  unit: null,
  gigabytes: null,
  parameters: null,
  money: null,
  money_before: null,
  class: null,
  classes: null,
  per_class: null,
  counter: ["any", "image", "text", "audio", "tabular", "time_series"],
  noun: ["any", "image", "text", "audio", "tabular", "time_series"],
  domain: null,
  base: null,
  model: null,
  task: TASKS,
  labels: LABELS,
  multi_label: null,
  raw: null,
  denial: null,
  hours: null,
  percent: null,
  rare: ["defect", "other"],
  wants: null,
  base_reference: null,
  trained_on: null,
  labelled: null,
  unlabelled: null,
  total: null,
  part: null,
  part_of: null,
  and: null,
  card: null,
  gpu: ["one", "card", "many"],
  vram: null,
  memory: null,
  host_memory: null,
  machine: ["limited", "moderate", "ample"],
  portable: null,
  hardware: null,
  compute: ["limited", "moderate", "ample"],
  budget: null,
  amount: ["none", "little", "fair", "plenty"],
  similarity: ["close", "related", "far"],
  same_medium: null,
  hedge: null,
  label: null,
  negation: null,
  negation_after: null,
  cpu: null,
  only: null,
  past: null,
  lost: null,
  now: null,
  have: null,
  but: null,
  correction: null,
  change: null,
  what_if: null,
  clarify: null,
  question: null,
  dont_know: null,
  dont_know_alone: null,
  subject: ["data", "similarity", "compute"],
  option: null,
  option_after: null,
  ordinal: null,
  filler: null,
  own: null,
  context: null,
  stop: null,
  ignore: null,
  facts_change: ["true", "false"],
  shift: ["true", "false"],
} as const satisfies Record<string, readonly string[] | null>;

/** A parsed `reading.json` → words ready for `read`. */
export function readingWords(file: WordLists): ReadingWords {
  const kinds = Object.entries(file);
  const isProject = (kind: string): boolean => PROJECT_KINDS.some((known) => known === kind);
  return {
    lexicon: buildLexicon(Object.fromEntries(kinds.filter(([kind]) => !isProject(kind)))),
    project: buildLexicon(Object.fromEntries(kinds.filter(([kind]) => isProject(kind)))),
  };
}

/** The value of a card whose memory is not listed. */
export const UNKNOWN_CARD = "?";

/** A parsed `devices.json` → words ready for `read`. A model is also of its kind of base model. */
export function deviceWords({ families, ...lists }: DeviceFile): ReadingWords {
  const models = Object.entries(lists.model as Record<string, readonly string[]>);
  const base: Record<string, string[]> = {};
  for (const [kind, phrases] of Object.entries(lists.base as Record<string, readonly string[]>))
    base[kind] = [...phrases];
  for (const [key, phrases] of models) {
    const model = modelOf(key);
    if (!model) continue;
    const kind = `${model.modality} ${model.backbone}`;
    base[kind] = [...(base[kind] ?? []), ...phrases];
  }
  const names = families.map((family) => ({
    pattern: new RegExp(family, "y"),
    sense: { kind: "card", value: UNKNOWN_CARD },
  }));
  return { lexicon: buildLexicon({ ...lists, base }, names), project: buildLexicon({}) };
}
