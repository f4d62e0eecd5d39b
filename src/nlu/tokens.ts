import { isDigit, isLetter } from "./characters.ts";
import { hasTag, type Lexicon, matchAt, type Sense, type Token } from "./lexicon.ts";

/** Digits as typed, with thousands commas or spaces and a decimal point. */
const DIGITS =
  /\d+(?:\.\d+)?e\+?\d{1,2}(?![\w.])|(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: 000)+|[1-9]\d{0,2}(?:\.\d{3})+(?![\d.])|\d+)(?:\.\d+)?/y;
/** What looks like a number but counts nothing: dates, times, versions, 1e-5, 224x224, post codes, #482, 17*23. */
const NOT_A_NUMBER =
  /\d{13,}|\d+(?:\.\d+)?e-\d+|\d+(?:[/.]\d+){2,}|\d{4}-\d\d-\d\d\S*|\d+:\d\d(?::\d\d)?|\d{3,4}\s?[x×*]\s?\d{3,4}(?![\d,])|\d+[*^]\d+|\d{3}-0\d{3}(?!\d)|\d+-\d+-\d+(?:-\d+)*|\d+\/\d+/y;
const VERSION = /\d+(?:\.\d+)*/y;
const CODE =
  /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\S+|#\w{0,20}\d\d\w*|<[@#!:][^>\s]*>/g;

const BREAKS: { readonly [mark: string]: string } = {
  ",": "soft",
  "、": "soft",
  ":": "soft",
  "(": "soft",
  ")": "soft",
  "「": "soft",
  "」": "soft",
  "/": "soft",
  "・": "soft",
  ".": "hard",
  "。": "hard",
  "!": "hard",
  "\n": "hard",
  ";": "hard",
  "?": "question",
};

const breakSense = (value: string): readonly Sense[] => [{ kind: "break", value }];
const LITERAL: readonly Sense[] = [{ kind: "literal", value: "" }];
const OTHER: readonly Sense[] = [{ kind: "other_number", value: "" }];

/** Blanks out what is quoted rather than said: code, addresses, ticket numbers. Lengths stay the same. */
export function withoutCode(text: string): string {
  return text.replace(CODE, (found) => (found.startsWith("<") ? "" : "\n").padEnd(found.length));
}

/** Normalised text → its known words, digits and punctuation, in order, without overlaps. */
export function tokenise(text: string, lexicons: readonly Lexicon[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at, lexicons, tokens.at(-1));
    if (token) tokens.push(token);
    at = token ? token.end : at + 1;
  }
  return tokens;
}

function tokenAt(
  text: string,
  at: number,
  lexicons: readonly Lexicon[],
  previous: Token | undefined,
): Token | null {
  const digit = isDigit(text.charCodeAt(at));
  const inWord = digit && isInsideWord(text, at, previous);
  const word = wholeWord(text, at, lexicons, previous);
  if (!digit) return word ?? punctuationAt(text, at);
  if (inWord) return word ?? skipDigits(text, at);
  const other = match(NOT_A_NUMBER, text, at);
  if (other && (!word || at + other.length > word.end))
    return { start: at, end: at + other.length, senses: OTHER };
  const digits = match(DIGITS, text, at) ?? "";
  const end = at + digits.length;
  if (!word || word.end < end) return { start: at, end, senses: LITERAL };
  return word.end === end ? { ...word, senses: [...word.senses, ...LITERAL] } : word;
}

/** A phrase at `at`, unless it would cut a katakana word in two (タイル in スタイル); compounds of known words may be cut. */
function wholeWord(
  text: string,
  at: number,
  lexicons: readonly Lexicon[],
  previous: Token | undefined,
): Token | null {
  const isInside = isKatakana(text, at) && isKatakana(text, at - 1);
  if (isInside && previous?.end !== at) return null;
  const word = matchAt(text, at, lexicons);
  if (!word || !isKatakana(text, word.end) || !isKatakana(text, word.end - 1)) return word;
  return matchAt(text, word.end, lexicons) ? word : null;
}

/** Whether digits belong to the letters in front of them (resnet50, mp3), unless those are a word of their own (vram12). */
function isInsideWord(text: string, at: number, previous: Token | undefined): boolean {
  if (!isLetter(text.charCodeAt(at - 1))) return false;
  if (previous?.end === at) return hasTag(previous, "base", "card", "suffix");
  return !/(?:^|[^a-z])x$/.test(text.slice(Math.max(0, at - 2), at));
}

/** ァ to ヶ, and ー. */
function isKatakana(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 0x30a1 && unit <= 0x30f6) || unit === 0x30fc;
}

function skipDigits(text: string, at: number): Token {
  return { start: at, end: at + (match(VERSION, text, at)?.length ?? 1), senses: OTHER };
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function punctuationAt(text: string, at: number): Token | null {
  const value = BREAKS[text[at] ?? ""];
  if (!value) return null;
  const decimal = text[at] === "." && isDigit(text.charCodeAt(at + 1));
  return decimal ? null : { start: at, end: at + 1, senses: breakSense(value) };
}
