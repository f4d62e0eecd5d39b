import type { Assumption } from "./assumptions.ts";
import { FEW_RARE } from "./confidence.ts";
import { matchRule } from "./match.ts";
import type { Answers, Question } from "./questions.ts";
import type { RiskId, Rule } from "./rules.ts";
import type { Strategy } from "./strategies.ts";
import { type Situation, SMALL_CARD_GB, situate } from "./table/situation.ts";
import { exceedsCard } from "./training/cost.ts";

type NoteContext = {
  readonly at: Situation;
  readonly choose: Strategy;
  readonly risk: RiskId;
  /** The row has words of its own for a kind of task, so that what is said of sorting pictures and texts does not apply. */
  readonly own: boolean;
  readonly open: readonly Question[];
  readonly assumed: readonly Assumption["fact"][];
  /** A stated card of 6 GB would change the strategy, and nobody has said what there is. */
  readonly cardDecides: boolean;
  /** Even in 4 bits the language model needs more than the stated card. */
  readonly exceedsCard: boolean;
};

const UPDATES: readonly Strategy[] = ["partial_fine_tuning", "lp_ft", "full_fine_tuning"];
/** Where a network is trained, so that settings, seeds and controls are worth talking about. */
const TRAINS: readonly Strategy[] = ["feature_extraction", ...UPDATES, "peft_lora", "from_scratch"];
const SAY_SEEDS: readonly RiskId[] = ["seed_variance", "poor_minimum", "few_examples"];
const SAY_CONTROL: readonly RiskId[] = ["negative_transfer", "little_gain", "full_can_lose"];
/** Below this share the rarest class needs numbers of its own. */
const RARE_SHARE = 0.1;

/** When each assumption or warning is worth saying, most useful first. The words and sources are in the locales. */
const NOTES = {
  unknown_data: ({ open }) => open.includes("data"),
  unknown_similarity: ({ open }) => open.includes("similarity"),
  unknown_compute: ({ open }) => open.includes("compute"),
  assumed_modality: ({ assumed }) => assumed.includes("modality"),
  assumed_task: ({ assumed }) => assumed.includes("task"),
  assumed_backbone: ({ assumed }) => assumed.includes("backbone"),
  label_some: ({ at }) => at.labels === "none",
  rare_few: ({ at }) => at.rare !== null && at.rare < FEW_RARE,
  imbalance: ({ at }) =>
    at.rare !== null && (at.examples === null || at.rare < at.examples * RARE_SHARE),
  noisy_labels: ({ at }) => at.labels === "noisy",
  multi_label: ({ at }) => at.multiLabel,
  small_card: ({ at }) => at.promoted,
  say_card: ({ cardDecides }) => cardDecides,
  model_too_large: ({ exceedsCard, choose }) => exceedsCard && TRAINS.includes(choose),
  raw_text_limited: ({ at }) => at.raw && at.modality === "text" && at.compute === "limited",
  raw_images: ({ at }) => at.raw && at.modality === "image",
  limited_far: ({ at, choose, own }) =>
    !own &&
    choose === "feature_extraction" &&
    at.compute === "limited" &&
    (at.data === "medium" || at.data === "large") &&
    at.similarity !== "close",
  under_300: ({ at, choose, own }) =>
    !own && choose === "partial_fine_tuning" && at.data === "small" && at.examples === null,
  few_thousand: ({ at, choose, own }) =>
    !own &&
    at.data === "medium" &&
    at.compute !== "limited" &&
    UPDATES.includes(choose) &&
    at.examples === null,
  few_shot: ({ at, choose, own }) =>
    !own && choose === "feature_extraction" && at.data === "tiny" && at.modality === "text",
  backbone_choice: ({ at, choose, own }) =>
    !own && choose === "feature_extraction" && at.data === "tiny" && at.modality === "image",
  small_seeds: ({ at, choose, risk, own }) =>
    !own &&
    TRAINS.includes(choose) &&
    (at.data === "tiny" || at.data === "small") &&
    !SAY_SEEDS.includes(risk),
  batch_norm: ({ at, choose, risk }) =>
    at.backbone === "cnn" && UPDATES.includes(choose) && risk !== "batch_norm",
  cached_features: ({ at, choose, own }) =>
    !own && choose === "feature_extraction" && at.modality === "image",
  scratch_control: ({ at, choose, risk, own }) =>
    !own &&
    at.similarity === "far" &&
    TRAINS.includes(choose) &&
    at.backbone !== "llm" &&
    !SAY_CONTROL.includes(risk),
  forgetting: ({ at, choose, risk }) =>
    at.backbone === "llm" && TRAINS.includes(choose) && risk !== "forgetting",
  encoder_choice: ({ at, own }) => !own && at.modality === "text" && at.backbone !== "llm",
  modality_text: ({ at, own }) => !own && at.modality === "text" && at.backbone !== "llm",
  modality_audio: ({ at, own }) => !own && at.modality === "audio",
  modality_time_series: ({ at, own }) => !own && at.modality === "time_series",
} as const satisfies Record<string, (context: NoteContext) => boolean>;

export type NoteId = keyof typeof NOTES;

/** All notes, in the order in which they are shown. */
export const NOTE_IDS = Object.keys(NOTES) as NoteId[];

/** The assumptions and warnings that belong to this advice. */
export function notesFor(
  answers: Answers,
  rule: Rule,
  open: readonly Question[],
  assumed: readonly Assumption[],
): NoteId[] {
  const context: NoteContext = {
    at: situate(answers),
    choose: rule.choose,
    risk: rule.risk,
    own: rule.own ?? false,
    open,
    assumed: assumed.map(({ fact }) => fact),
    cardDecides: cardDecides(answers, rule.choose),
    exceedsCard: exceedsCard(answers),
  };
  return NOTE_IDS.filter((id) => NOTES[id](context));
}

function cardDecides(answers: Answers, choose: Strategy): boolean {
  const { compute, card_gb, no_gpu } = answers;
  if (compute !== "limited" || card_gb !== undefined || no_gpu !== undefined) return false;
  return matchRule({ ...answers, card_gb: SMALL_CARD_GB.from }).choose !== choose;
}
