import { ASPECT_SHARE, type EntryModel, membersOf } from "./entry-model.ts";
import { FEATURES, type Features, type Lexicon, readFeatures, weigh } from "./features.ts";
import { fromWeights, type SparseModel, sparsify, sumsOf, type Weight } from "./sparse-model.ts";
import { rarities, type Sample, train } from "./train.ts";

/**
 * A phrasing to learn from. `label` is a subject, an act (`act:…`) or `elsewhere`; `entry` the entry that answers it, or null where
 * the text tells the subject alone. `weight`: 1 counts as one phrasing.
 */
export type Phrasing = {
  readonly text: string;
  readonly label: string;
  readonly entry: string | null;
  readonly weight: number;
};

/** Weights below this share of the largest are left out of the file: they change next to nothing. */
const LEAST = { subjects: 0.03, aspects: 0.015, entries: 0.03 };

type Read = Phrasing & { readonly features: Features };

/** Phrasings → model. The same phrasings always give the same model. */
export function trainEntryModel(phrasings: readonly Phrasing[], lexicon: Lexicon): EntryModel {
  const read = phrasings.map((each) => ({ ...each, features: readFeatures(each.text, lexicon) }));
  const rarity = rarities(
    read.map(({ features }) => features.whole),
    FEATURES,
  );
  const maskedRarity = rarities(
    read.map(({ features }) => features.masked),
    FEATURES,
  );
  const subjects = trainSubjects(read, rarity);
  const answered = read.filter(({ entry }) => entry !== null);
  const aspects = trainAspects(answered, maskedRarity);
  const labels = [...new Set(answered.map(({ entry }) => entry as string))].sort();
  const empty = fromWeights(labels, new Float32Array(labels.length), [], FEATURES, 1);
  const model: EntryModel = { rarity, maskedRarity, subjects, aspects, entries: empty };
  return { ...model, entries: trainEntries(answered, model) };
}

function trainSubjects(read: readonly Read[], rarity: Float32Array): SparseModel {
  const labels = [...new Set(read.map(({ label }) => label))].sort();
  const numbers = new Map(labels.map((label, at) => [label, at] as const));
  const samples = read.map(({ label, weight, features }): Sample => {
    return { vector: weigh(features.whole, rarity), target: numbers.get(label) ?? 0, weight };
  });
  const { bias, weights } = train(samples, FEATURES, labels.length);
  return sparsify(labels, bias, weights, FEATURES, LEAST.subjects);
}

function trainAspects(read: readonly Read[], rarity: Float32Array): SparseModel {
  const labels = [...new Set(read.map(({ entry }) => aspectOf(entry as string)))].sort();
  const samples = read.map(
    ({ entry, weight, features }): Sample => ({
      vector: weigh(features.masked, rarity),
      target: labels.indexOf(aspectOf(entry as string)),
      weight,
    }),
  );
  const { bias, weights } = train(samples, FEATURES, labels.length);
  return sparsify(labels, bias, weights, FEATURES, LEAST.aspects);
}

/** A small classifier for each subject, over its entries alone, that begins where the aspect's classifier ends. */
function trainEntries(read: readonly Read[], model: EntryModel): SparseModel {
  const { labels } = model.entries;
  const bySubject = Map.groupBy(read, ({ label }) => label);
  const weights: Weight[] = [];
  const bias = new Float32Array(labels.length);
  for (const [at, members] of membersOf(model).entries()) {
    const own = bySubject.get(model.subjects.labels[at] ?? "") ?? [];
    if (members.length < 2 || own.length === 0) continue;
    const order = new Map(members.map(({ entry }, place) => [labels[entry] as string, place]));
    const given = own.map(({ features }) => {
      const sums = sumsOf(model.aspects, weigh(features.masked, model.maskedRarity));
      return members.map(({ aspect }) => ASPECT_SHARE * (sums[aspect] as number));
    });
    const local = localFeatures(own);
    const samples = own.map(({ entry, weight, features }): Sample => {
      const { index, value } = weigh(features.whole, model.rarity);
      const vector = { index: index.map((feature) => local.get(feature) as number), value };
      return { vector, target: order.get(entry as string) ?? 0, weight };
    });
    const trained = train(samples, local.size, members.length, (sample) => given[sample] ?? null);
    for (const [feature, row] of local) {
      for (const [place, { entry }] of members.entries()) {
        const weight = trained.weights[row * members.length + place] as number;
        weights.push({ feature, label: entry, weight });
      }
    }
    for (const [place, { entry }] of members.entries()) bias[entry] = trained.bias[place] as number;
  }
  return fromWeights(labels, bias, weights, FEATURES, LEAST.entries);
}

/** The features that some texts have, numbered from 0. */
function localFeatures(read: readonly Read[]): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  for (const { features } of read) {
    for (const feature of features.whole) {
      if (!numbers.has(feature)) numbers.set(feature, numbers.size);
    }
  }
  return numbers;
}

function aspectOf(entry: string): string {
  return entry.split(".")[1]?.split("_")[0] ?? "";
}
