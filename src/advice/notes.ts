import { type Situation, situate } from "./match.ts";
import type { Answers, Question } from "./questions.ts";
import type { RiskId, Rule } from "./rules.ts";
import type { Strategy } from "./strategies.ts";

type NoteContext = {
  readonly at: Situation;
  readonly choose: Strategy;
  readonly risk: RiskId;
  readonly open: readonly Question[];
};

const UPDATES: readonly Strategy[] = ["partial_fine_tuning", "lp_ft", "full_fine_tuning"];
const SAY_SEEDS: readonly RiskId[] = ["seed_variance", "poor_minimum", "few_examples"];
const SAY_CONTROL: readonly RiskId[] = ["negative_transfer", "little_gain", "full_can_lose"];

/** When each assumption or warning is worth saying, most useful first. The words and sources are in the locales. */
const NOTES = {
  unknown_data: ({ open }) => open.includes("data"),
  unknown_similarity: ({ open }) => open.includes("similarity"),
  unknown_compute: ({ open }) => open.includes("compute"),
  limited_far: ({ at, choose }) =>
    choose === "feature_extraction" &&
    at.compute === "limited" &&
    (at.data === "medium" || at.data === "large") &&
    at.similarity !== "close",
  under_300: ({ at, choose }) =>
    choose === "partial_fine_tuning" && at.data === "small" && at.examples === null,
  few_thousand: ({ at, choose }) =>
    at.data === "medium" &&
    at.compute !== "limited" &&
    UPDATES.includes(choose) &&
    (at.examples === null || (at.examples < 5_000 && at.backbone === null)),
  few_shot: ({ at, choose }) =>
    choose === "feature_extraction" && at.data === "tiny" && at.modality === "text",
  small_seeds: ({ at, choose, risk }) =>
    choose !== "prompting_rag" &&
    (at.data === "tiny" || at.data === "small") &&
    !SAY_SEEDS.includes(risk),
  batch_norm: ({ at, choose, risk }) =>
    at.backbone === "cnn" && UPDATES.includes(choose) && risk !== "batch_norm",
  cached_features: ({ at, choose }) => choose === "feature_extraction" && at.modality === "image",
  scratch_control: ({ at, choose, risk }) =>
    at.similarity === "far" &&
    choose !== "prompting_rag" &&
    at.backbone !== "llm" &&
    !SAY_CONTROL.includes(risk),
  forgetting: ({ at, choose, risk }) =>
    at.backbone === "llm" && choose !== "prompting_rag" && risk !== "forgetting",
  modality_text: ({ at }) => at.modality === "text" && at.backbone !== "llm",
  modality_audio: ({ at }) => at.modality === "audio",
  modality_tabular: ({ at }) => at.modality === "tabular",
  modality_time_series: ({ at }) => at.modality === "time_series",
} as const satisfies Record<string, (context: NoteContext) => boolean>;

export type NoteId = keyof typeof NOTES;

/** All notes, in the order in which they are shown. */
export const NOTE_IDS = Object.keys(NOTES) as NoteId[];

/** The assumptions and warnings that belong to this advice. */
export function notesFor(answers: Answers, rule: Rule, open: readonly Question[]): NoteId[] {
  const context = { at: situate(answers), choose: rule.choose, risk: rule.risk, open };
  return NOTE_IDS.filter((id) => NOTES[id](context));
}
