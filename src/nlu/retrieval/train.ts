import { type Model, softmax } from "./classify.ts";
import { FEATURES, type Vector, vectorise } from "./features.ts";
import type { Terms } from "./terms.ts";

/** One phrasing and the label it stands for. */
export type Sample = { readonly text: string; readonly label: string };

const EPOCHS = 12;
/** Step of the first epoch; it falls linearly to `LAST_STEP`. Found by cross-validation over the phrasings. */
const FIRST_STEP = 2;
const LAST_STEP = 0.05;
const DECAY = 1e-6;
/** Share of certainty kept back from each label: phrasings of neighbouring topics overlap. */
const SMOOTHING = 0.1;
/** Errors below this change nothing worth their time. */
const NEGLIGIBLE = 1e-3;

/** Samples → model, by stochastic gradient descent in a fixed order: the same samples always give the same weights. */
export function train(samples: readonly Sample[], terms: Terms): Model {
  const labels = [...new Set(samples.map(({ label }) => label))].sort();
  const rarity = rarities(samples, terms);
  const vectors = samples.map(({ text }) => vectorise(text, terms, rarity));
  const targets = samples.map(({ label }) => labels.indexOf(label));
  const weights = new Float32Array(FEATURES * labels.length);
  const bias = new Float32Array(labels.length);
  const order = vectors.map((_, at) => at);
  const random = generator(1);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const step = FIRST_STEP * (1 - epoch / EPOCHS) + LAST_STEP;
    shuffle(order, random);
    for (const at of order) {
      descend(weights, bias, vectors[at] as Vector, targets[at] as number, step);
    }
  }
  return { labels, rarity, bias, ...quantise(weights) };
}

/** Inverse document frequency of each feature, smoothed; 1 and more. */
function rarities(samples: readonly Sample[], terms: Terms): Float32Array {
  const seen = new Float32Array(FEATURES);
  for (const { text } of samples) {
    for (const at of vectorise(text, terms, null).index) seen[at] = (seen[at] ?? 0) + 1;
  }
  return seen.map((count) => Math.log((samples.length + 1) / (count + 1)) + 1);
}

/** One step of descent on the cross entropy of one sample. */
function descend(
  weights: Float32Array,
  bias: Float32Array,
  { index, value }: Vector,
  target: number,
  step: number,
): void {
  const count = bias.length;
  const sums = Float32Array.from(bias);
  for (let n = 0; n < index.length; n += 1) {
    const row = (index[n] as number) * count;
    const factor = value[n] as number;
    for (let label = 0; label < count; label += 1) {
      sums[label] = (sums[label] as number) + (weights[row + label] as number) * factor;
    }
  }
  const errors = softmax(sums);
  const spread = SMOOTHING / (count - 1);
  for (let label = 0; label < count; label += 1) {
    const wanted = label === target ? 1 - SMOOTHING : spread;
    errors[label] = (errors[label] as number) - wanted;
  }
  for (let label = 0; label < count; label += 1) {
    const error = errors[label] as number;
    if (Math.abs(error) < NEGLIGIBLE) continue;
    bias[label] = (bias[label] as number) - step * error * 0.1;
    for (let n = 0; n < index.length; n += 1) {
      const at = (index[n] as number) * count + label;
      const weight = weights[at] as number;
      weights[at] = weight - step * (error * (value[n] as number) + DECAY * weight);
    }
  }
}

/** Weights in 8 bits: a quarter of the file, and the ranking does not change measurably. */
function quantise(weights: Float32Array): { weights: Int8Array; scale: number } {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale };
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
