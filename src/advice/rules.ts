import { CLASSIFICATION_ROWS } from "./table/classification-rows.ts";
import { LANGUAGE_MODEL_ROWS } from "./table/language-model-rows.ts";
import type { Row, When } from "./table/row.ts";
import { SPEECH_AND_TEXT_ROWS } from "./table/speech-and-text-rows.ts";
import { TABLE_ROWS } from "./table/table-rows.ts";
import { VISION_ROWS } from "./table/vision-rows.ts";

/** Rises with every change of the table, so that an older advice can be told from a newer one. */
export const RULES_VERSION = 2;

/** The decision table: the first row whose conditions hold decides, the last row holds for everything. */
export const RULES = [
  {
    id: "facts_change",
    when: { facts_change: true },
    choose: "prompting_rag",
    runnerUp: "peft_lora",
    reason: "facts_change",
    risk: "retrieval_quality",
    evidence: ["ovadia2023", "new_facts", "agriculture"],
    support: { comparisons: 7, groups: 3, agree: 0.86 },
  },
  ...TABLE_ROWS,
  ...VISION_ROWS,
  ...SPEECH_AND_TEXT_ROWS,
  ...LANGUAGE_MODEL_ROWS,
  ...CLASSIFICATION_ROWS,
] as const satisfies readonly Row[];

type AnyRule = (typeof RULES)[number];
export type RuleId = AnyRule["id"];
export type RiskId = AnyRule["risk"];
/** The reason that a row names; `reasonFor` picks its wording for a kind of data. */
export type RowReasonId = AnyRule["reason"];
/** Rows that word their own first experiment, runner-up and what would change them. */
export type OwnRuleId = Extract<AnyRule, { readonly own: true }>["id"];

/** One row of the table, with its ids narrowed to those that exist. */
export type Rule = Row & {
  readonly id: RuleId;
  readonly reason: RowReasonId;
  readonly risk: RiskId;
};

/** The counts of labelled examples at which some row starts or ends, ascending. */
export const EXAMPLE_BOUNDS: readonly number[] = boundsOf(({ examples }) => examples);
/** The hours of transcribed audio at which some row starts or ends, ascending. */
export const HOUR_BOUNDS: readonly number[] = boundsOf(({ hours }) => hours);

function boundsOf(read: (when: When) => When["examples"]): number[] {
  const conditions = RULES.flatMap(({ when }: { when: When }) => [when, ...(when.any ?? [])]);
  const bounds = conditions.flatMap((when) => {
    const range = read(when);
    return range ? [range.from, range.below ?? 0] : [];
  });
  return [...new Set(bounds)].filter((bound) => bound > 0).sort((one, other) => one - other);
}
