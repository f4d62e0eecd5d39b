import { isWordCharacter } from "../characters.ts";
import { normalise } from "../normalise.ts";

/** The phrases of `locales/<language>/acts.json` (act → phrases), in the form in which they are looked up. */
export type ActWords = {
  readonly acts: ReadonlyMap<string, string>;
  /** Polite phrases by their first letter, the longest first. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** By their last letter. */
  readonly after: ReadonlyMap<string, readonly string[]>;
  /** Single words of five letters and more, for slips of the finger. */
  readonly words: readonly string[];
};

/** What politeness may add to an act, from `locales/<language>/language.json`. */
export type Politeness = { readonly before: readonly string[]; readonly after: readonly string[] };

/** An act, and what the message says besides it (null: nothing). */
export type FoundAct = { readonly act: string; readonly rest: string | null };

/** A longer message is no mere act. */
const LONGEST_ACT = 60;
/** How many polite additions are taken off. */
const MOST_ADDITIONS = 4;
const TYPO_LETTERS = 5;
/** Acts that may stand beside something else in one message. */
const COMPANIONS = ["greeting", "thanks"];

/** The parsed files of one language → words for `matchAct`. */
export function actWords(
  file: { readonly [act: string]: readonly string[] },
  politeness: Politeness,
): ActWords {
  const keys = Object.entries(file).flatMap(([act, phrases]) =>
    phrases.map((phrase) => [canonical(phrase), act] as const),
  );
  const acts = new Map<string, string>();
  const add = (key: string, act: string): void => {
    if (!acts.has(key)) acts.set(key, act);
  };
  for (const [key, act] of keys) add(key, act);
  for (const [key, act] of keys) add(undrawn(key), act);
  const words = [...acts.keys()].filter(
    (key) => /^[a-z]+$/.test(key) && key.length >= TYPO_LETTERS,
  );
  return {
    acts,
    before: byLetter(politeness.before, 0),
    after: byLetter(politeness.after, -1),
    words,
  };
}

function byLetter(phrases: readonly string[], place: 0 | -1): ReadonlyMap<string, string[]> {
  const longestFirst = [...new Set(phrases.map(canonical))].sort((a, b) => b.length - a.length);
  return Map.groupBy(longestFirst, (phrase) => phrase.at(place) ?? "");
}

/**
 * The conversational act that the whole message is ("cancel please!!", キャンセルでお願いします), or null.
 * A greeting or thanks beside other content gives that content as `rest`.
 */
export function matchAct(text: string, languages: readonly ActWords[]): FoundAct | null {
  const plain = normalise(text);
  if (plain === "") return null;
  const whole = wholeAct(plain, languages);
  if (whole) return { act: whole, rest: null };
  return companion(plain, languages);
}

function wholeAct(plain: string, languages: readonly ActWords[]): string | null {
  if (plain.length > LONGEST_ACT) return null;
  const key = keyOf(plain);
  const short = undrawn(key);
  return (
    bare(key, languages) ??
    (short === key ? null : bare(short, languages)) ??
    slipped(key, languages)
  );
}

function bare(form: string, languages: readonly ActWords[]): string | null {
  return lookUp(form, languages) ?? withoutPoliteness(form, languages);
}

function lookUp(key: string, languages: readonly ActWords[]): string | null {
  for (const { acts } of languages) {
    const act = acts.get(key);
    if (act) return act;
  }
  return null;
}

/** Takes polite words of one language off both ends until an act is left. */
function withoutPoliteness(key: string, languages: readonly ActWords[]): string | null {
  let open = shorter(key, languages);
  if (open.length === 0) return null;
  const seen = new Set(open).add(key);
  for (let step = 1; open.length > 0; step++) {
    for (const left of open) {
      const act = lookUp(left, languages);
      if (act) return act;
    }
    if (step === MOST_ADDITIONS) return null;
    open = open.flatMap((left) => shorter(left, languages)).filter((left) => !seen.has(left));
    for (const left of open) seen.add(left);
  }
  return null;
}

function shorter(key: string, languages: readonly ActWords[]): string[] {
  const left: string[] = [];
  for (const { before, after } of languages) {
    for (const phrase of before.get(key.charAt(0)) ?? []) keep(left, cutStart(key, phrase));
    for (const phrase of after.get(key.charAt(key.length - 1)) ?? [])
      keep(left, cutEnd(key, phrase));
  }
  return left;
}

function keep(list: string[], text: string | null): void {
  if (text !== null) list.push(text);
}

function cutStart(key: string, phrase: string): string | null {
  if (!key.startsWith(phrase) || key.length === phrase.length) return null;
  return isInsideWord(key, phrase.length) ? null : key.slice(phrase.length).trim();
}

function cutEnd(key: string, phrase: string): string | null {
  if (!key.endsWith(phrase) || key.length === phrase.length) return null;
  const at = key.length - phrase.length;
  return isInsideWord(key, at) ? null : key.slice(0, at).trim();
}

/** Whether the places before and after `at` are of one Latin word. */
function isInsideWord(text: string, at: number): boolean {
  return isWordCharacter(text.charCodeAt(at - 1)) && isWordCharacter(text.charCodeAt(at));
}

/** One slip in one word: "cancle", "restrat". */
function slipped(key: string, languages: readonly ActWords[]): string | null {
  if (key.length < TYPO_LETTERS || key.includes(" ") || !/^[a-z]+$/.test(key)) return null;
  for (const { acts, words } of languages) {
    const near = words.find((word) => word[0] === key[0] && isOneSlip(key, word));
    if (near) return acts.get(near) ?? null;
  }
  return null;
}

/** Whether one letter was changed, left out, added or swapped with its neighbour. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** A greeting or thanks in front ("hi! how much data…", "thanks, 200 photos") or at the end ("200 photos, thanks"). */
function companion(plain: string, languages: readonly ActWords[]): FoundAct | null {
  const cuts = [...plain.matchAll(/[\s,.!?。、…]+/g)].map(({ index, 0: gap }) => ({
    at: index,
    next: index + gap.length,
    firm: gap.trim() !== "",
  }));
  const early = cuts
    .filter(({ at }) => at <= LONGEST_ACT)
    .slice(0, 8)
    .reverse();
  for (const { at, next, firm } of early) {
    const found = split(plain.slice(0, at), plain.slice(next), firm, languages);
    if (found) return found;
  }
  for (const { at, next, firm } of cuts.slice(-6)) {
    if (!firm || plain.length - next > LONGEST_ACT) continue;
    const found = split(plain.slice(next), plain.slice(0, at), firm, languages);
    if (found) return found;
  }
  return null;
}

function split(
  part: string,
  rest: string,
  firm: boolean,
  languages: readonly ActWords[],
): FoundAct | null {
  const act = part === "" || rest === "" ? null : wholeAct(part, languages);
  if (!act) return null;
  const other = wholeAct(rest, languages);
  if (act === other) return { act, rest: null };
  if (!COMPANIONS.includes(act) || (act === "thanks" && !firm)) return null;
  if (other === null) return { act, rest };
  return { act: other === "filler" ? act : other, rest: null };
}

function canonical(text: string): string {
  return keyOf(normalise(text));
}

/** Normalised text without punctuation and spaces around Japanese; an emoji alone stands for itself. */
function keyOf(plain: string): string {
  if (/^[a-z0-9][ a-z0-9]*$/.test(plain)) return plain.trimEnd();
  const letters = plain
    .replace(/'/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(?<=[^a-z0-9]) | (?=[^a-z0-9])/g, "")
    .trim();
  return letters === "" ? plain.replace(/\s+/g, "").replace(/(.)\1+/gu, "$1") : letters;
}

/** Without drawn-out letters: "thankssss", ありがとーー. */
function undrawn(key: string): string {
  return mayBeDrawn(key) ? key.replace(/ー/g, "").replace(/(.)\1+/gu, "$1") : key;
}

/** Whether a letter stands twice, or one that draws the letter before it, or one of two UTF-16 units. */
function mayBeDrawn(key: string): boolean {
  let before = 0;
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at);
    if (unit === before || unit === 0x30fc || (unit & 0xf800) === 0xd800) return true;
    before = unit;
  }
  return false;
}
