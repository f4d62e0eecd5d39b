import type { Features } from "./features.ts";
import { weigh } from "./features.ts";
import { type SparseModel, softmax, sumsOf } from "./sparse-model.ts";

/** The label of everything outside the field. */
export const ELSEWHERE = "elsewhere";
/** Labels of conversational acts begin with this; the rest is the act's key in `acts.json`. */
export const ACT = "act:";

/**
 * How entries are found. `subjects` tells what a message is about (subjects, acts, elsewhere), `aspects` what it asks of it, and
 * `entries` corrects that among the entries of one subject. `rarity` weighs features of whole texts, `maskedRarity` of masked ones.
 */
export type EntryModel = {
  readonly rarity: Float32Array;
  readonly maskedRarity: Float32Array;
  readonly subjects: SparseModel;
  readonly aspects: SparseModel;
  readonly entries: SparseModel;
};

/** An entry's number in `entries`, and the number of its aspect. */
type Member = { readonly entry: number; readonly aspect: number };

/** The entries of each subject by the number of its label; labels that are no subjects have none. */
export type Members = readonly (readonly Member[])[];

/** How much the general classifier of aspects counts beside what tells the entries of a subject apart. */
export const ASPECT_SHARE = 0.7;

/** The entries of each subject label. An entry is `<subject>.<aspect>` or `<subject>.<aspect>_<qualifier>`. */
export function membersOf({ subjects, aspects, entries }: EntryModel): Members {
  const members = subjects.labels.map((): Member[] => []);
  const numbers = new Map(subjects.labels.map((label, at) => [label, at] as const));
  for (const [entry, id] of entries.labels.entries()) {
    const [subject = "", key = ""] = id.split(".");
    const aspect = aspects.labels.indexOf(key.split("_")[0] ?? "");
    members[numbers.get(subject) ?? -1]?.push({ entry, aspect });
  }
  return members;
}

/** Probabilities of the labels of `subjects` and of `aspects`, and raw scores of the entries, for one message. */
export type Scores = {
  readonly subjects: Float64Array;
  readonly aspects: Float64Array;
  readonly entrySums: Float64Array;
  readonly aspectSums: Float64Array;
};

/** The scores of a message. */
export function score(model: EntryModel, { whole, masked }: Features): Scores {
  const vector = weigh(whole, model.rarity);
  const aspectSums = sumsOf(model.aspects, weigh(masked, model.maskedRarity));
  return {
    subjects: softmax(sumsOf(model.subjects, vector)),
    aspects: softmax(Float64Array.from(aspectSums)),
    entrySums: sumsOf(model.entries, vector),
    aspectSums,
  };
}

/** The probabilities of a subject's entries, given that it is the subject. */
export function withinSubject(
  members: readonly Member[],
  { entrySums, aspectSums }: Scores,
): Float64Array {
  return softmax(
    Float64Array.from(
      members,
      ({ entry, aspect }) =>
        (entrySums[entry] as number) + ASPECT_SHARE * (aspectSums[aspect] as number),
    ),
  );
}
