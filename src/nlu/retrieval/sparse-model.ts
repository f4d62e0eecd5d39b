import type { Vector } from "./features.ts";

/**
 * A linear classifier whose weights are kept by feature: those of feature `f` are at `offsets[f]` to before `offsets[f + 1]`, each
 * with the label it speaks for. Weights are in steps of `scale`; features and labels without one count nothing.
 */
export type SparseModel = {
  readonly labels: readonly string[];
  readonly scale: number;
  readonly bias: Float32Array;
  readonly offsets: Uint32Array;
  readonly targets: Uint16Array;
  readonly weights: Int8Array;
};

/** The sum of a vector's weights for each label, biases included. */
export function sumsOf(
  { bias, offsets, targets, weights, scale }: SparseModel,
  { index, value }: Vector,
): Float64Array {
  const sums = Float64Array.from(bias);
  for (let n = 0; n < index.length; n += 1) {
    const feature = index[n] as number;
    const factor = (value[n] as number) * scale;
    const end = offsets[feature + 1] as number;
    for (let at = offsets[feature] as number; at < end; at += 1) {
      const label = targets[at] as number;
      sums[label] = (sums[label] as number) + (weights[at] as number) * factor;
    }
  }
  return sums;
}

/** Sums → probabilities, in place. */
export function softmax<Sums extends Float32Array | Float64Array>(sums: Sums): Sums {
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < sums.length; at += 1) highest = Math.max(highest, sums[at] as number);
  let total = 0;
  for (let at = 0; at < sums.length; at += 1) {
    sums[at] = Math.exp((sums[at] as number) - highest);
    total += sums[at] as number;
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) / total;
  return sums;
}

/** One weight of a classifier. */
export type Weight = { readonly feature: number; readonly label: number; readonly weight: number };

/** Dense weights (`weights[feature * labels + label]`) → sparse ones; see `fromWeights`. */
export function sparsify(
  labels: readonly string[],
  bias: Float32Array,
  dense: Float32Array,
  features: number,
  least: number,
): SparseModel {
  const weights: Weight[] = [];
  for (let at = 0; at < dense.length; at += 1) {
    const weight = dense[at] as number;
    if (weight !== 0) {
      weights.push({ feature: Math.floor(at / labels.length), label: at % labels.length, weight });
    }
  }
  return fromWeights(labels, bias, weights, features, least);
}

/** Weights, in any order → a model with weights of 8 bits. Those below the share `least` of the largest are left out. */
export function fromWeights(
  labels: readonly string[],
  bias: Float32Array,
  all: readonly Weight[],
  features: number,
  least: number,
): SparseModel {
  const largest = all.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 1e-9);
  const scale = largest / 127;
  const kept = all.filter(
    ({ weight }) => Math.abs(weight) >= least * largest && Math.round(weight / scale) !== 0,
  );
  const offsets = new Uint32Array(features + 1);
  for (const { feature } of kept) offsets[feature + 1] = (offsets[feature + 1] as number) + 1;
  for (let at = 0; at < features; at += 1) {
    offsets[at + 1] = (offsets[at + 1] as number) + (offsets[at] as number);
  }
  const next = offsets.slice(0, features);
  const targets = new Uint16Array(kept.length);
  const weights = new Int8Array(kept.length);
  for (const { feature, label, weight } of kept) {
    const at = next[feature] as number;
    next[feature] = at + 1;
    targets[at] = label;
    weights[at] = Math.round(weight / scale);
  }
  return { labels, scale, bias, offsets, targets, weights };
}
