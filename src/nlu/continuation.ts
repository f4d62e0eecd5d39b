import { normalise } from "./normalise.ts";

/** The part of `locales/<language>/language.json` that tells whether a message goes on from the one before. */
export type ContinuationWords = {
  /** Words that such messages begin with. */
  readonly goes_on: readonly string[];
  /** Words that ask nothing of their own beside a name ("and LoRA?"). */
  readonly empty: readonly string[];
  /** Words that ask what speaks against a method. */
  readonly why_not: readonly string[];
  /** Words that ask whether something fits a machine. */
  readonly fits: readonly string[];
};

/** What the form of a message tells about its place in a conversation. */
export type Continuation = {
  /** It may go on from what was spoken of: it is short, or begins as such messages do. */
  readonly goesOn: boolean;
  /** Beside the names of subjects it asks nothing of its own. */
  readonly isBare: boolean;
  /** It asks what speaks against something. */
  readonly asksWhyNot: boolean;
  /** It asks whether something fits a machine. */
  readonly asksFit: boolean;
};

/** Longer messages stand alone unless they begin as those that go on do. */
const SHORT_WORDS = 5;
const SHORT_CHARACTERS = 14;
const LATIN = /^[\p{Script=Latin}\d\p{P}\s]*$/u;

/** Reads the form of a message. `unnamed` is the message without the names of subjects. */
export function readContinuation(
  text: string,
  unnamed: string,
  languages: readonly ContinuationWords[],
): Continuation {
  const plain = normalise(text);
  const isShort = LATIN.test(plain)
    ? plain.split(/\s+/).length <= SHORT_WORDS
    : plain.length <= SHORT_CHARACTERS;
  return {
    goesOn:
      isShort || languages.some(({ goes_on }) => goes_on.some((words) => startsWith(plain, words))),
    isBare: isBare(unnamed, languages),
    asksWhyNot: languages.some(({ why_not }) => why_not.some((words) => plain.includes(words))),
    asksFit: languages.some(({ fits }) => fits.some((words) => plain.includes(words))),
  };
}

function startsWith(plain: string, words: string): boolean {
  if (!plain.startsWith(words)) return false;
  return !/^[a-z]/.test(words) || !/[a-z']/.test(plain[words.length] ?? "");
}

/** Whether nothing is left when the empty words are taken off both ends. */
function isBare(unnamed: string, languages: readonly ContinuationWords[]): boolean {
  let left = normalise(unnamed)
    .replace(/[\s\p{P}]+/gu, " ")
    .trim();
  let before: string;
  do {
    before = left;
    for (const { empty } of languages) {
      for (const word of empty) left = without(left, word);
    }
  } while (left !== before && left !== "");
  return left === "";
}

function without(text: string, word: string): string {
  if (/^[a-z]/.test(word)) {
    return text.replace(new RegExp(`^${word}(?= |$)|(?<= |^)${word}$`), "").trim();
  }
  const start = text.startsWith(word) ? text.slice(word.length) : text;
  return (start.endsWith(word) ? start.slice(0, -word.length) : start).trim();
}
