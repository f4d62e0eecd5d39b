import { FEATURES, type Vector, vectorise } from "./features.ts";
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

/** Nobody is offered more topics than these. */
const MOST_RANKED = 10;

/**
 * How likely the likeliest topics are (at most 10), most likely first, and everything outside the field, acts included;
 * scores from 0 to 1, with the sum 1 over all labels.
 * `act` is the likeliest act with its part of `elsewhere`, or null when the model knows none.
 */
export type Ranking = {
  readonly topics: readonly Ranked[];
  readonly elsewhere: number;
  readonly act: { readonly name: string; readonly score: number } | null;
};

type Ranked = { readonly topic: string; readonly score: number };

/** Tells what a text is about. Text without any known feature is elsewhere. */
export type Classify = (text: string) => Ranking;

export function createClassifier(model: Model, terms: Terms): Classify {
  const { labels } = model;
  const isAct = labels.map((label) => label.startsWith(ACT));
  const isTopic = labels.map((label, at) => label !== ELSEWHERE && !isAct[at]);

  return (text) => {
    const vector = vectorise(text, terms, model.rarity);
    if (vector.index.length === 0) return { topics: [], elsewhere: 1, act: null };
    const scores = softmax(sumsOf(vector, model));
    const topics: Ranked[] = [];
    let ours = 0;
    let act: number | null = null;
    for (let at = 0; at < scores.length; at += 1) {
      const score = scores[at] as number;
      if (isTopic[at]) {
        rank(topics, labels[at] as string, score);
        ours += score;
      } else if (isAct[at] && (act === null || score > (scores[act] as number))) act = at;
    }
    return {
      topics,
      elsewhere: 1 - ours,
      act:
        act === null
          ? null
          : { name: (labels[act] as string).slice(ACT.length), score: scores[act] as number },
    };
  };
}

function sumsOf({ index, value }: Vector, { bias, weights, scale }: Model): Float64Array {
  const sums = Float64Array.from(bias);
  const count = sums.length;
  for (let n = 0; n < index.length; n += 1) {
    const row = (index[n] as number) * count;
    const factor = (value[n] as number) * scale;
    for (let label = 0; label < count; label += 1) {
      sums[label] = (sums[label] as number) + (weights[row + label] as number) * factor;
    }
  }
  return sums;
}

/** Keeps the list in order, highest first, and short; equals stay in the order in which they came. */
function rank(ranked: Ranked[], topic: string, score: number): void {
  if (ranked.length === MOST_RANKED) {
    if (score <= (ranked.at(-1) as Ranked).score) return;
    ranked.pop();
  }
  let at = ranked.length;
  while (at > 0 && (ranked[at - 1] as Ranked).score < score) at -= 1;
  ranked.splice(at, 0, { topic, score });
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

/** Whether arrays read from a file fit together as a model. */
export function isModel(model: Model): boolean {
  const { labels, rarity, weights, bias } = model;
  return (
    rarity.length === FEATURES &&
    bias.length === labels.length &&
    weights.length === FEATURES * labels.length
  );
}
