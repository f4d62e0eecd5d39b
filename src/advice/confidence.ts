import type { Assumption } from "./assumptions.ts";
import { matchRule } from "./match.ts";
import { type Answers, QUESTIONS, type Question } from "./questions.ts";
import { EXAMPLE_BOUNDS, HOUR_BOUNDS, type Rule } from "./rules.ts";
import { CONFIDENCES, type Confidence, type Strategy } from "./strategies.ts";
import type { Support } from "./table/row.ts";
import { situate } from "./table/situation.ts";

/** What keeps an advice from being surer; worded in the locales under `because`, the most telling first. */
export const BECAUSE_IDS = [
  "all_open",
  "open_many",
  "untested",
  "split",
  "few_comparisons",
  "open_two",
  "assumed_modality",
  "assumed_task",
  "assumed_backbone",
  "near_bound",
  "rare_few",
  "noisy_labels",
  "by_relative",
] as const;
export type BecauseId = (typeof BECAUSE_IDS)[number];

/** How sure an advice is, and what it comes from; null where nothing holds it down. */
export type Judgement = { readonly level: Confidence; readonly because: BecauseId | null };

type Cap = { readonly id: BecauseId; readonly level: Confidence };

/**
 * How much the counted comparisons carry: high from 6 comparisons by 3 groups of which 80 % agree, medium from 2 by 2 of which
 * 60 % agree, else low. Where less than half tried the choice itself rather than a relative, at most medium.
 */
export function gradeOf({ support }: Pick<Rule, "support">): Judgement {
  const { guides = 0 } = support;
  const comparisons = support.comparisons + guides;
  const groups = support.groups + guides;
  const agree =
    comparisons === 0 ? 0 : (support.comparisons * support.agree + guides) / comparisons;
  if (comparisons === 0) return { level: "low", because: "untested" };
  if (comparisons < 2 || groups < 2) return { level: "low", because: "few_comparisons" };
  if (agree < 0.6) return { level: "low", because: "split" };
  if (comparisons < 6 || groups < 3) return { level: "medium", because: "few_comparisons" };
  if (agree < 0.8) return { level: "medium", because: "split" };
  return triedItself(support)
    ? { level: "high", because: null }
    : { level: "medium", because: "by_relative" };
}

function triedItself({ comparisons, direct = comparisons }: Support): boolean {
  return direct * 2 >= comparisons;
}

/** The lowest of the row's grade and everything that caps it; of equals, the first of `BECAUSE_IDS` is named. */
export function judge(
  answers: Answers,
  rule: Rule,
  open: readonly Question[],
  possible: readonly Strategy[],
  assumed: readonly Assumption[],
): Judgement {
  const grade = gradeOf(rule);
  const caps: Cap[] = [
    ...openCaps(open, possible),
    ...(grade.because ? [{ id: grade.because, level: grade.level }] : []),
    ...assumed.map(({ fact }): Cap => ({ id: `assumed_${fact}`, level: "medium" })),
    ...dataCaps(answers, rule),
  ];
  const lowest = caps.reduce(
    (least, { level }) => Math.min(least, CONFIDENCES.indexOf(level)),
    CONFIDENCES.indexOf("high"),
  );
  const level = CONFIDENCES[lowest] ?? "low";
  const binding = caps.filter((cap) => cap.level === level).map(({ id }) => id);
  return { level, because: BECAUSE_IDS.find((id) => binding.includes(id)) ?? null };
}

function openCaps(open: readonly Question[], possible: readonly Strategy[]): Cap[] {
  if (open.length === QUESTIONS.length) return [{ id: "all_open", level: "low" }];
  if (possible.length > 2) return [{ id: "open_many", level: "low" }];
  return possible.length === 2 ? [{ id: "open_two", level: "medium" }] : [];
}

function dataCaps(answers: Answers, rule: Rule): Cap[] {
  const { rare, labels } = situate(answers);
  return [
    ...(isNearBound(answers, rule.choose) ? [{ id: "near_bound", level: "medium" } as const] : []),
    ...(rare !== null && rare < FEW_RARE ? [{ id: "rare_few", level: "medium" } as const] : []),
    ...(labels === "noisy" ? [{ id: "noisy_labels", level: "medium" } as const] : []),
  ];
}

/** Fewer examples than this of the rarest class that matters say little. */
export const FEW_RARE = 50;
/** Bounds of the levels, where the rows name none. */
const LEVEL_BOUNDS = [100, 1_000, 100_000] as const;
const LEVEL_HOURS = [1, 10, 1_000] as const;
/** A count this near to a bound could as well lie on its other side. */
const NEAR = 0.2;

/** Whether a count lies within 20 % of a bound beyond which another strategy is advised. */
function isNearBound(answers: Answers, choose: Strategy): boolean {
  const { examples, hours } = answers;
  return (
    beyond(examples, [...EXAMPLE_BOUNDS, ...LEVEL_BOUNDS]).some(
      (count) => matchRule({ ...answers, examples: count }).choose !== choose,
    ) ||
    beyond(hours, [...HOUR_BOUNDS, ...LEVEL_HOURS]).some(
      (count) => matchRule({ ...answers, hours: count }).choose !== choose,
    )
  );
}

/** The next count on the other side of every bound that is near. */
function beyond(count: number | undefined, bounds: readonly number[]): number[] {
  if (count === undefined) return [];
  return bounds
    .filter((bound) => Math.abs(count - bound) <= NEAR * bound)
    .map((bound) => (count < bound ? bound : bound - 1));
}
