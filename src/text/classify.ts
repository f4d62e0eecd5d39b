import { FEATURES, vectorise } from "./features.ts";
import type { Terms } from "./terms.ts";

/** The label of everything outside the field. */
export const ELSEWHERE = "elsewhere";

/**
 * Trained weights of a softmax classifier: `weights[feature * labels + label] * scale`, one bias a label, and the
 * rarity of each feature. Made by `train.ts`.
 */
export type Model = {
  readonly labels: readonly string[];
  readonly rarity: Float32Array;
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: Float32Array;
};

/** Labels of conversational acts begin with this; the rest is the act's key in `acts.json`. */
export const ACT = "act:";

/**
 * How likely each topic is, most likely first, and everything else, acts included; all scores from 0 to 1, sum 1.
 * `act` is the likeliest act with its part of `elsewhere`, or null when the model knows none.
 */
export type Ranking = {
  readonly topics: readonly { readonly topic: string; readonly score: number }[];
  readonly elsewhere: number;
  readonly act: { readonly name: string; readonly score: number } | null;
};

/** What the text is about. Text without any known feature is elsewhere. */
export function classify(text: string, model: Model, terms: Terms): Ranking {
  const { index, value } = vectorise(text, terms, model.rarity);
  if (index.length === 0) return { topics: [], elsewhere: 1, act: null };
  const { labels, weights, scale } = model;
  const sums = Float32Array.from(model.bias);
  for (let n = 0; n < index.length; n += 1) {
    const row = (index[n] ?? 0) * labels.length;
    const factor = (value[n] ?? 0) * scale;
    for (let label = 0; label < labels.length; label += 1) {
      sums[label] = (sums[label] ?? 0) + (weights[row + label] ?? 0) * factor;
    }
  }
  const scores = softmax(sums);
  const ranked = labels
    .map((topic, at) => ({ topic, score: scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const topics = ranked.filter(({ topic }) => topic !== ELSEWHERE && !topic.startsWith(ACT));
  const act = ranked.find(({ topic }) => topic.startsWith(ACT));
  return {
    topics,
    elsewhere: 1 - topics.reduce((sum, { score }) => sum + score, 0),
    act: act ? { name: act.topic.slice(ACT.length), score: act.score } : null,
  };
}

/** Sums → probabilities, in place. */
export function softmax(sums: Float32Array): Float32Array {
  const highest = sums.reduce((a, b) => Math.max(a, b));
  let total = 0;
  for (let at = 0; at < sums.length; at += 1) {
    sums[at] = Math.exp((sums[at] ?? 0) - highest);
    total += sums[at] ?? 0;
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) / total;
  return sums;
}

/** Whether arrays read from a file fit together as a model. */
export function isModel(model: Model): boolean {
  const { labels, rarity, weights, bias } = model;
  return (
    rarity.length === FEATURES &&
    bias.length === labels.length &&
    weights.length === FEATURES * labels.length
  );
}
