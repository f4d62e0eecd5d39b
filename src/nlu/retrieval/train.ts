import type { Vector } from "./features.ts";
import { softmax } from "./sparse-model.ts";

/** One vector, the number of its label, and how much it counts (1: as one phrasing). */
export type Sample = { readonly vector: Vector; readonly target: number; readonly weight: number };

/** Weights of a linear classifier: `weights[feature * labels + label]`. */
export type DenseModel = { readonly weights: Float32Array; readonly bias: Float32Array };

const EPOCHS = 7;
/** Step of the first epoch; it falls linearly to `LAST_STEP`. Found by cross-validation over the phrasings. */
const FIRST_STEP = 2;
const LAST_STEP = 0.05;
/** Biases move slower than weights: they hold how often a label is asked for, which says little here. */
const BIAS_SHARE = 0.1;
/** Share of certainty kept back from each label: phrasings of neighbouring labels overlap. */
const SMOOTHING = 0.1;
/** Errors below this change nothing worth their time. */
const NEGLIGIBLE = 1e-3;

/** Where training begins for a sample: scores that the labels have already, such as those of another classifier. */
export type Offset = (sample: number) => ArrayLike<number> | null;

/** Samples → softmax classifier, by gradient descent in a fixed order: the same samples always give the same weights. */
export function train(
  samples: readonly Sample[],
  features: number,
  labels: number,
  offset: Offset = () => null,
): DenseModel {
  const weights = new Float32Array(features * labels);
  const bias = new Float32Array(labels);
  const order = samples.map((_, at) => at);
  const random = generator(1);
  const sums = new Float32Array(labels);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const step = FIRST_STEP * (1 - epoch / EPOCHS) + LAST_STEP;
    shuffle(order, random);
    for (const at of order) {
      sums.set(bias);
      const given = offset(at);
      if (given)
        for (let label = 0; label < labels; label += 1)
          sums[label] = (sums[label] as number) + (given[label] as number);
      descend({ weights, bias }, samples[at] as Sample, sums, step);
    }
  }
  return { weights, bias };
}

/** One step of descent on the cross entropy of one sample. `sums` are overwritten. */
function descend({ weights, bias }: DenseModel, sample: Sample, sums: Float32Array, step: number) {
  const { index, value } = sample.vector;
  const count = bias.length;
  for (let n = 0; n < index.length; n += 1) {
    const row = (index[n] as number) * count;
    const factor = value[n] as number;
    for (let label = 0; label < count; label += 1) {
      sums[label] = (sums[label] as number) + (weights[row + label] as number) * factor;
    }
  }
  softmax(sums);
  const spread = count > 1 ? SMOOTHING / (count - 1) : 0;
  for (let label = 0; label < count; label += 1) {
    const wanted = label === sample.target ? 1 - SMOOTHING : spread;
    const error = sample.weight * ((sums[label] as number) - wanted);
    if (Math.abs(error) < NEGLIGIBLE * sample.weight) continue;
    bias[label] = (bias[label] as number) - step * error * BIAS_SHARE;
    for (let n = 0; n < index.length; n += 1) {
      const at = (index[n] as number) * count + label;
      weights[at] = (weights[at] as number) - step * error * (value[n] as number);
    }
  }
}

/** Inverse document frequency of each feature over the texts, smoothed; 1 and more. */
export function rarities(texts: readonly (readonly number[])[], features: number): Float32Array {
  const seen = new Float32Array(features);
  for (const text of texts) for (const at of new Set(text)) seen[at] = (seen[at] as number) + 1;
  return seen.map((count) => Math.log((texts.length + 1) / (count + 1)) + 1);
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
