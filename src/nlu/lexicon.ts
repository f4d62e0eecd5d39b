import { isDigit, isLetter } from "./characters.ts";
import { indexPhrases, longestAt, type PhraseIndex } from "./dialogue-acts/phrase-index.ts";
import { expandTemplate } from "./templates.ts";

/** One meaning of a phrase: its kind (`card`, `negation`, …) and the value that the word list gives it. */
export type Sense = { readonly kind: string; readonly value: string };

/** A recognised stretch of a message; a phrase with several meanings carries them all. */
export type Token = {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
};

/** A word list as it stands in a file: kind → phrases, or kind → value → phrases; each phrase may be a template. */
export type WordLists = {
  readonly [kind: string]: readonly string[] | { readonly [value: string]: readonly string[] };
};

type Phrase = { readonly text: string; readonly senses: Sense[] };

/** A kind of name that is made by a rule, such as a card's: a sticky pattern that begins with a letter. */
export type NamePattern = { readonly pattern: RegExp; readonly sense: Sense };

/** The phrases of one language, ready to be looked up at a place in a text, and names that follow a pattern. */
export type Lexicon = {
  readonly phrases: PhraseIndex<Phrase>;
  readonly names: readonly NamePattern[];
};

/** Word lists → lexicon. Phrases are expected in normalised form (lower case, NFKC). */
export function buildLexicon(lists: WordLists, names: readonly NamePattern[] = []): Lexicon {
  const phrases = new Map<string, Phrase>();
  for (const [kind, list] of Object.entries(lists)) {
    const byValue = Array.isArray(list)
      ? { "": list as readonly string[] }
      : (list as { [value: string]: readonly string[] });
    for (const [value, values] of Object.entries(byValue)) {
      for (const text of values.flatMap(expandTemplate).flatMap(spellings)) {
        addSense(phrases, text, { kind, value });
      }
    }
  }
  return { phrases: indexPhrases(phrases.values()), names };
}

function addSense(phrases: Map<string, Phrase>, text: string, sense: Sense): void {
  const phrase = phrases.get(text);
  if (!phrase) phrases.set(text, { text, senses: [sense] });
  else if (!phrase.senses.some(({ kind, value }) => kind === sense.kind && value === sense.value)) {
    phrase.senses.push(sense);
  }
}

const NAME_WITH_NUMBER = /^(?=.*\d)[a-z0-9 ]+$/;
const HIRAGANA_ONLY = /^[\u3041-\u3096ー]{3,}$/;

/** A phrase in hiragana is also typed in katakana; a name of several parts also without the space or with a hyphen. */
function spellings(phrase: string): string[] {
  const isLatin = phrase.charCodeAt(0) < 0x80;
  if (!isLatin && HIRAGANA_ONLY.test(phrase)) {
    return [
      phrase,
      phrase.replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)),
    ];
  }
  if (isLatin && phrase.includes(" ") && NAME_WITH_NUMBER.test(phrase)) {
    return [phrase, phrase.replaceAll(" ", ""), phrase.replaceAll(" ", "-")];
  }
  return phrase.includes("'") ? [phrase, phrase.replaceAll("'", "")] : [phrase];
}

/** Whether a phrase may start at `at`: never inside a Latin word; letters may follow a digit (`16gb`), a name may follow `4x`. */
function mayStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  if (isLetter(before)) {
    if (!isLetter(unit) && !isDigit(unit)) return true;
    return before === 120 && (at === 1 || !isLetter(text.charCodeAt(at - 2)));
  }
  if (isDigit(unit)) return !isDigit(before) && before !== 46;
  return true;
}

/** Where a phrase that was followed up to `end` may end: not inside a word or a number; a plural s belongs to it. */
function endOf(text: string, end: number): number | null {
  const last = text.charCodeAt(end - 1);
  const after = text.charCodeAt(end);
  if (isDigit(last)) {
    if (isDigit(after)) return null;
    if (!isLetter(after)) return end;
  } else if (!isLetter(last) || !isLetter(after)) return end;
  const plural = after === 115 && !isLetter(text.charCodeAt(end + 1));
  if (plural) return end + 1;
  return isDigit(last) && after === 120 ? end : null;
}

const mayEnd = (text: string, end: number): boolean => endOf(text, end) !== null;

/** The longest phrase of any lexicon at `at`, or null. Senses of equally long phrases of two languages are joined. */
export function matchAt(text: string, at: number, lexicons: readonly Lexicon[]): Token | null {
  if (!mayStart(text, at)) return null;
  let best: Token | null = null;
  for (const lexicon of lexicons) {
    const found = longest(text, at, lexicon);
    const end: number = best?.end ?? 0;
    if (!found || found.end < end) continue;
    best = found.end > end ? found : joined(best ?? found, found);
  }
  return best;
}

const joined = (a: Token, b: Token): Token => ({ ...a, senses: [...a.senses, ...b.senses] });

function longest(text: string, at: number, { phrases, names }: Lexicon): Token | null {
  const phrase = longestAt(phrases, text, at, mayEnd);
  const end = phrase && endOf(text, at + phrase.text.length);
  const listed = phrase && end !== null ? { start: at, end, senses: phrase.senses } : null;
  const named = isLetter(text.charCodeAt(at)) ? nameAt(text, at, names) : null;
  return named && named.end > (listed?.end ?? at) ? named : listed;
}

/** The name that a pattern finds at `at`, up to the end of its word, or null. */
function nameAt(text: string, at: number, names: readonly NamePattern[]): Token | null {
  for (const { pattern, sense } of names) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    const end = found && endOf(text, at + found.length);
    if (end) return { start: at, end, senses: [sense] };
  }
  return null;
}

/** The value that `token` has as a `kind`, or null when it is no such thing. */
export function tagValue(token: Token | undefined, kind: string): string | null {
  if (token === undefined) return null;
  for (const sense of token.senses) if (sense.kind === kind) return sense.value;
  return null;
}

/** Whether `token` is one of `kinds`. */
export function hasTag(token: Token | undefined, ...kinds: readonly string[]): boolean {
  if (token === undefined) return false;
  for (const { kind } of token.senses) if (kinds.includes(kind)) return true;
  return false;
}
