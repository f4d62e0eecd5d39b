import { isLatin, splitTerms, type Terms } from "./terms.ts";

/** A sparse text vector: feature numbers below `FEATURES` and their weights, of Euclidean length 1 (or empty). */
export type Vector = { readonly index: readonly number[]; readonly value: readonly number[] };

/** Number of hashed features. Two features that collide share a weight, which costs less than a larger table. */
export const FEATURES = 2 ** 15;
/** A message tells its subject early; more text only costs time. Characters. */
const LONGEST = 400;
/** Nearly every message names these two, so their spelling says nothing; that they are named still counts. */
const EVERYWHERE: readonly string[] = ["fine_tuning", "transfer_learning"];

const RUN =
  /@[a-z_]+|[a-z0-9][a-z0-9'.+#_-]*|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々]+/gu;

/**
 * Text → hashed counts of the field's terms by concept (whatever their spelling or language), words, pairs, and
 * character runs (1 to 3 characters in Japanese, 3 or 4 within a Latin word, so that a typo costs little), weighted by
 * `rarity` (null: all alike).
 */
export function vectorise(text: string, terms: Terms, rarity: Float32Array | null): Vector {
  const counts = new Map<number, number>();
  for (const name of featureNames(text, terms)) {
    const index = hash(name);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const index = [...counts.keys()];
  const raw = index.map((at) => (1 + Math.log(counts.get(at) ?? 1)) * (rarity?.[at] ?? 1));
  const length = Math.hypot(...raw) || 1;
  return { index, value: raw.map((weight) => weight / length) };
}

function featureNames(text: string, terms: Terms): readonly string[] {
  const names: string[] = [];
  const concepts = new Set<string>();
  const plain = text.slice(0, LONGEST).normalize("NFKC").toLowerCase();
  let marked = "";
  for (const { text: part, concept } of splitTerms(plain, terms)) {
    if (concept === null) marked += part;
    else {
      concepts.add(concept);
      if (!EVERYWHERE.includes(concept)) pushSpelling(names, part);
      marked += ` @${concept} `;
    }
  }
  pushRunsAndPairs(names, marked);
  pushConcepts(names, [...concepts].sort());
  if (plain.includes("?")) names.push("question");
  return names;
}

function pushRunsAndPairs(names: string[], marked: string): void {
  let before = "^";
  for (const [run] of marked.matchAll(RUN)) {
    if (run.startsWith("@")) {
      names.push(`pair ${before} ${run}`);
      before = run;
    } else if (isLatin(run)) {
      names.push(`word ${run}`, `pair ${before} ${run}`);
      pushRuns(names, `<${run}>`, 3, 4);
      before = run;
    } else {
      pushRuns(names, `${before === "^" ? "^" : ""}${run}`, 1, 3);
      before = "#";
    }
  }
}

/** A concept counts twice as much as a word, and two together tell more than each alone. */
function pushConcepts(names: string[], concepts: readonly string[]): void {
  concepts.forEach((concept, at) => {
    names.push(`concept ${concept}`, `concept again ${concept}`);
    for (const other of concepts.slice(at + 1)) names.push(`both ${concept} ${other}`);
  });
}

function pushSpelling(names: string[], form: string): void {
  names.push(`word ${form}`);
  if (isLatin(form)) pushRuns(names, `<${form}>`, 4, 5);
  else pushRuns(names, form, 2, 3);
}

function pushRuns(names: string[], run: string, shortest: number, longest: number): void {
  const letters = [...run];
  for (let size = shortest; size <= longest; size += 1) {
    for (let at = 0; at + size <= letters.length; at += 1) {
      names.push(`${size} ${letters.slice(at, at + size).join("")}`);
    }
  }
}

/** FNV-1a, 32 bits, folded to the table's size. */
function hash(name: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    state = Math.imul(state ^ name.charCodeAt(at), 0x01000193);
  }
  return (state ^ (state >>> 15)) & (FEATURES - 1);
}
