import { isPlain } from "../normalise.ts";
import { findMentions, type Gazetteer, type Mention } from "../subjects/gazetteer.ts";
import { isLatin, splitTerms, type Terms } from "./terms.ts";

/** A sparse text vector: feature numbers below `FEATURES` and their weights, of Euclidean length 1 (or empty). */
export type Vector = { readonly index: readonly number[]; readonly value: readonly number[] };

/** What words of a message mean: the field's terms by concept, and the names of subjects. */
export type Lexicon = { readonly terms: Terms; readonly gazetteer: Gazetteer };

/**
 * A message as hashed features, one number for each time that it has one. `whole` tells the subject; `masked` tells what is asked
 * of it: every name of a subject looks alike there.
 */
export type Features = {
  readonly whole: readonly number[];
  readonly masked: readonly number[];
  readonly mentions: readonly Mention[];
  /** The text, in plain form, without the names of subjects. */
  readonly unnamed: string;
};

/** Number of hashed features. Two features that collide share a weight, which costs less than a larger table. */
export const FEATURES = 2 ** 16;
/** A message tells its subject early; more text only costs time. Characters. */
const LONGEST = 400;
/** Nearly every message names these two, so their spelling says nothing; that they are named still counts. */
const EVERYWHERE: readonly string[] = ["fine_tuning", "transfer_learning"];
/** Stands for the name of any subject; no person writes it. */
const MASK = " \u0001 ";

/** States of the hash after a feature's kind. */
const START = 0x811c9dc5;
const WORD = hash(START, "word ");
const PAIR = hash(START, "pair ");
const CONCEPT = hash(START, "concept ");
const CONCEPT_AGAIN = hash(START, "concept again ");
const BOTH = hash(START, "both ");
const NAMED = hash(START, "named ");
const NAMED_AGAIN = hash(START, "named again ");
const RUNS = [0, 1, 2, 3, 4, 5].map((size) => hash(START, `${size} `));
const QUESTION = fold(hash(START, "question"));
const NAMES = [0, 1, 2].map((count) => fold(hash(START, `names ${count}`)));

const RUN =
  /\u0001|@[a-z_]+|[a-z0-9][a-z0-9'.+#_-]*|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々]+/gu;

/**
 * Text → its features: the subjects that it names, the field's terms by concept (whatever their spelling or language), words,
 * pairs, and character runs (1 to 3 characters in Japanese, 3 or 4 within a Latin word, so that a typo costs little).
 */
export function readFeatures(text: string, { terms, gazetteer }: Lexicon): Features {
  const short = text.slice(0, LONGEST);
  const plain = (isPlain(short) ? short : short.normalize("NFKC")).toLowerCase();
  const mentions = findMentions(plain, gazetteer);
  const whole = textFeatures(plain, terms);
  for (const id of new Set(mentions.flatMap(({ subjects }) => subjects))) {
    whole.push(fold(hash(NAMED, id)), fold(hash(NAMED_AGAIN, id)));
  }
  const marked = withMasks(plain, mentions);
  const masked = textFeatures(marked, terms);
  masked.push(NAMES[Math.min(mentions.length, 2)] as number);
  return { whole, masked, mentions, unnamed: marked.replaceAll(MASK, " ") };
}

/** Features → vector, weighted by how often each stands there and by `rarity` (null: all alike). */
export function weigh(features: readonly number[], rarity: Float32Array | null): Vector {
  const counts = new Map<number, number>();
  for (const at of features) counts.set(at, (counts.get(at) ?? 0) + 1);
  let squares = 0;
  const index = [...counts.keys()];
  const raw = index.map((at) => {
    const count = counts.get(at) as number;
    const weight = (count === 1 ? 1 : 1 + Math.log(count)) * (rarity?.[at] ?? 1);
    squares += weight * weight;
    return weight;
  });
  const length = Math.sqrt(squares) || 1;
  return { index, value: raw.map((weight) => weight / length) };
}

function withMasks(plain: string, mentions: readonly Mention[]): string {
  let masked = "";
  let from = 0;
  for (const { start, end } of mentions) {
    masked += plain.slice(from, start) + MASK;
    from = end;
  }
  return masked + plain.slice(from);
}

function textFeatures(plain: string, terms: Terms): number[] {
  const found: number[] = [];
  const concepts = new Set<string>();
  let marked = "";
  for (const { text: part, concept } of splitTerms(plain, terms)) {
    if (concept === null) marked += part;
    else {
      concepts.add(concept);
      if (!EVERYWHERE.includes(concept)) addSpelling(found, part);
      marked += ` @${concept} `;
    }
  }
  addRunsAndPairs(found, marked);
  addConcepts(found, [...concepts].sort());
  if (plain.includes("?")) found.push(QUESTION);
  return found;
}

function addRunsAndPairs(found: number[], marked: string): void {
  let before = "^";
  for (const [run] of marked.matchAll(RUN)) {
    if (run.startsWith("@") || run === "\u0001") {
      found.push(pair(before, run));
      before = run;
    } else if (isLatin(run)) {
      found.push(fold(hash(WORD, run)), pair(before, run));
      addRuns(found, `<${run}>`, 3, 4);
      before = run;
    } else {
      addRuns(found, `${before === "^" ? "^" : ""}${run}`, 1, 3);
      before = "#";
    }
  }
}

/** A concept counts twice as much as a word, and two together tell more than each alone. */
function addConcepts(found: number[], concepts: readonly string[]): void {
  concepts.forEach((concept, at) => {
    found.push(fold(hash(CONCEPT, concept)), fold(hash(CONCEPT_AGAIN, concept)));
    for (const other of concepts.slice(at + 1))
      found.push(fold(hash(hash(hash(BOTH, concept), " "), other)));
  });
}

function addSpelling(found: number[], form: string): void {
  found.push(fold(hash(WORD, form)));
  if (isLatin(form)) addRuns(found, `<${form}>`, 4, 5);
  else addRuns(found, form, 2, 3);
}

/** All runs of `shortest` to `longest` characters. */
function addRuns(found: number[], run: string, shortest: number, longest: number): void {
  // A pair of surrogates is one character.
  const letters = /[\uD800-\uDFFF]/.test(run) ? [...run] : null;
  const length = letters?.length ?? run.length;
  for (let size = shortest; size <= longest; size += 1) {
    const start = RUNS[size] ?? START;
    for (let at = 0; at + size <= length; at += 1) {
      const end = at + size;
      found.push(
        fold(letters ? hash(start, letters.slice(at, end).join("")) : hash(start, run, at, end)),
      );
    }
  }
}

function pair(one: string, other: string): number {
  return fold(hash(hash(hash(PAIR, one), " "), other));
}

/** FNV-1a, 32 bits: goes on from a state with the text from `from` to before `to`. */
function hash(state: number, text: string, from = 0, to = text.length): number {
  let next = state;
  for (let at = from; at < to; at += 1) {
    next = Math.imul(next ^ text.charCodeAt(at), 0x01000193);
  }
  return next;
}

/** The table's size. */
function fold(state: number): number {
  return (state ^ (state >>> 15)) & (FEATURES - 1);
}
