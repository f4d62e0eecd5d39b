import type { Bounds, When } from "./row.ts";
import type { Situation } from "./situation.ts";

/** Whether everything that a row asks for holds in a situation. */
export function holds(when: When, at: Situation): boolean {
  for (const name in when) if (!CONDITIONS[name as keyof When](when, at)) return false;
  return true;
}

const CONDITIONS: { readonly [C in keyof Required<When>]: (when: When, at: Situation) => boolean } =
  {
    facts_change: (_, at) => at.facts_change,
    shift: (_, at) => at.shift,
    raw: (_, at) => at.raw,
    noGpu: (_, at) => at.noGpu,
    hasGpu: (_, at) => !at.noGpu,
    smallCard: (_, at) => at.smallCard,
    task: (when, at) => isAmong(when.task, at.task),
    labels: (when, at) => isAmong(when.labels, at.labels),
    backbone: (when, at) => isAmong(when.backbone, at.backbone),
    modality: (when, at) => isAmong(when.modality, at.modality),
    data: (when, at) => isAmong(when.data, at.data),
    similarity: (when, at) => isAmong(when.similarity, at.similarity),
    compute: (when, at) => isAmong(when.compute, at.compute),
    examples: (when, at) => isWithin(when.examples, at.examples),
    hours: (when, at) => isWithin(when.hours, at.hours),
    rareBelow: ({ rareBelow = 0 }, { rare }) => rare === null || rare < rareBelow,
    any: ({ any = [] }, at) => any.some((when) => holds(when, at)),
  };

function isAmong<T>(allowed: readonly T[] | undefined, value: T | null): boolean {
  return !allowed || (allowed as readonly (T | null)[]).includes(value);
}

function isWithin(bounds: Bounds | undefined, count: number | null): boolean {
  if (!bounds) return true;
  return count !== null && count >= bounds.from && (bounds.below === null || count < bounds.below);
}
