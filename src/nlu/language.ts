import { normalise } from "./normalise.ts";

/** What tells that a text is in a language: its scripts and its most frequent words. */
export type LanguageHints = {
  readonly tag: string;
  readonly script: RegExp | null;
  readonly words: ReadonlySet<string>;
};

/** The part of `locales/<language>/language.json` that detection needs. `scripts`: Unicode names; "Latin" only counts by words. */
export type LanguageFile = {
  readonly scripts: readonly string[];
  readonly words: readonly string[];
};

/** A frequent word weighs as much as this many characters of a script of one's own. */
const WORD_WEIGHT = 3;
/** From this many words on, Latin text without a single frequent word is still taken as a sentence. */
const SENTENCE_WORDS = 3;
/** Enough of a message to tell its language. */
const LONGEST = 600;

/** A parsed language file → hints. */
export function languageHints(tag: string, { scripts, words }: LanguageFile): LanguageHints {
  const own = scripts.filter((script) => script !== "Latin");
  const script =
    own.length === 0 ? null : new RegExp(own.map((name) => `\\p{Script=${name}}`).join("|"), "gu");
  return { tag, script, words: new Set(words) };
}

/**
 * The language that a message is written in, or null when it does not tell: digits, emoji, a lone term such as "LoRA?".
 * A Japanese sentence with English terms is Japanese; an English question about a Japanese term is English.
 */
export function detectLanguage(text: string, languages: readonly LanguageHints[]): string | null {
  const plain = normalise(text.slice(0, LONGEST)).replace(
    /https?:\/\/\S+|<[@#!:][^>]*>|:[a-z0-9_+-]+:/g,
    " ",
  );
  // Letters beside digits are names of things (A100, 8x), not words of a language.
  const words =
    plain.match(/(?<![\p{Script=Latin}\d])[\p{Script=Latin}']+(?![\p{Script=Latin}\d])/gu) ?? [];
  let best: string | null = null;
  let most = 0;
  for (const { tag, script, words: known } of languages) {
    const characters = script ? (plain.match(script)?.length ?? 0) : 0;
    const score = characters + WORD_WEIGHT * words.filter((word) => known.has(word)).length;
    if (score > most || (score === most && characters > 0)) [best, most] = [tag, score];
  }
  if (best !== null || words.length < SENTENCE_WORDS) return best;
  return languages.find(({ script }) => script === null)?.tag ?? null;
}
