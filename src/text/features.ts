/** A sparse text vector: feature numbers below `FEATURES` and their weights, of Euclidean length 1 (or empty). */
export type Vector = { readonly index: readonly number[]; readonly value: readonly number[] };

/** Number of hashed features. Two features that collide share a weight, which costs less than a larger table. */
export const FEATURES = 2 ** 15;
/** A message tells its subject early; more text only costs time. */
const LONGEST = 400;

const RUN = /[a-z0-9][a-z0-9'.+#_-]*|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々]+/gu;
const LATIN = /^[a-z0-9]/;

/**
 * Text → hashed counts of words, word pairs and character runs (1 to 3 characters in Japanese, 3 to 5 within a Latin
 * word, so that a typo costs little), weighted by rarity.
 */
export function vectorise(text: string, rarity: Float32Array | null): Vector {
  const counts = new Map<number, number>();
  for (const feature of featureNames(text)) {
    const index = hash(feature);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const index = [...counts.keys()];
  const raw = index.map((at) => (1 + Math.log(counts.get(at) ?? 1)) * (rarity?.[at] ?? 1));
  const length = Math.hypot(...raw) || 1;
  return { index, value: raw.map((weight) => weight / length) };
}

function featureNames(text: string): readonly string[] {
  const names: string[] = [];
  const plain = text.slice(0, LONGEST).normalize("NFKC").toLowerCase();
  let before = "^";
  for (const [run] of plain.matchAll(RUN)) {
    if (LATIN.test(run)) {
      names.push(`w ${run}`, `b ${before} ${run}`);
      pushRuns(names, `<${run}>`, 3, 5);
      before = run;
    } else {
      pushRuns(names, `${before === "^" ? "^" : ""}${run}`, 1, 3);
      before = "#";
    }
  }
  if (/[?？]/.test(plain)) names.push("question");
  return names;
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
