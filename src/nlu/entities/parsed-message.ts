import type { Answers, Question } from "../../advice/questions.ts";
import { isWordCharacter } from "../characters.ts";
import { hasTag, type Sense, type Token, tagValue } from "../lexicon.ts";
import { normalise } from "../normalise.ts";
import { tokenise, withoutCode } from "../tokens.ts";
import { joinNumbers } from "./number-ranges.ts";
import { isNumber } from "./numbers.ts";
import type { ReadingWords } from "./reader/reading-words.ts";

/** A message taken apart. `tokens` leave out what only fills; `all` keeps it, so that what is left over can be told. */
export type Message = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly all: readonly Token[];
  /** What tells of the task and the labels, apart from `tokens`. */
  readonly project: readonly Token[];
  readonly asked: Question | null;
  readonly known: Answers;
};

/** Facts are told early or at the very end; what lies between in a long paste costs time and misleads. */
const KEPT_START = 1_500;
const KEPT_END = 400;
/** No sentence has more words of meaning than this. */
const MOST_TOKENS = 240;
/** How many tokens a clause may span on either side of the word in question. */
const CLAUSE_REACH = 24;

/** Japanese long vowels drawn out for feeling: わからなーい. */
const DRAWN_OUT = /(?<=[\u3041-\u3096])[ー~]+/g;

/** Text as typed → message, by the words of every language given. */
export function parseMessage(
  text: string,
  words: readonly ReadingWords[],
  asked: Question | null,
  known: Answers,
): Message {
  const plain = withoutCode(shortened(normalise(text)).replace(DRAWN_OUT, ""));
  const lexicons = words.map(({ lexicon }) => lexicon);
  const project = tokenise(
    plain,
    words.map((each) => each.project),
  );
  const all = joinNumbers(tokenise(plain, lexicons), plain).slice(0, MOST_TOKENS);
  const said = all.filter(
    (token) => isNumber(token) || token.senses.some((sense) => !FILLING.includes(sense.kind)),
  );
  const tokens = said.map((token, i) => disambiguated(plain, said, token, i));
  const meant = new Map(said.map((token, i) => [token, tokens[i] ?? token]));
  return {
    text: plain,
    tokens,
    all: all.map((token) => meant.get(token) ?? token),
    project,
    asked,
    known,
  };
}

const CORRECTION: readonly Sense[] = [{ kind: "correction", value: "" }];

/** One meaning for words that have several: a denial that opens a message, CLIP the model or a clip of sound. */
function disambiguated(text: string, tokens: readonly Token[], token: Token, i: number): Token {
  if (i === 0 && hasTag(token, "denial") && hasTag(tokens[1], "break", "correction"))
    return tokens.length > 2 ? { ...token, senses: CORRECTION } : token;
  if (isNumber(token) || !hasTag(token, "base") || !hasTag(token, "noun")) return token;
  const isThing =
    text[token.end - 1] === "s" || isNumber(tokens[i - 1]) || hasTag(tokens[i - 1], "noun");
  const senses = token.senses.filter(({ kind }) => (kind === "base") !== isThing);
  return { ...token, senses: isThing ? senses : senses.filter(({ kind }) => kind !== "noun") };
}

function shortened(text: string): string {
  if (text.length <= KEPT_START + KEPT_END) return text;
  return `${text.slice(0, KEPT_START)}\n${text.slice(-KEPT_END)}`;
}

const FILLING = ["filler", "ignore"];

/** WordingContext between two places: a Latin word counts one, and so does every other character. */
export function wordsBetween(text: string, from: number, to: number): number {
  let words = 0;
  for (let i = from, inWord = false; i < to; i++) {
    const latin = isLatin(text.charCodeAt(i));
    if (latin ? !inWord : text.charCodeAt(i) !== 32) words++;
    inWord = latin;
  }
  return words;
}

function isLatin(unit: number): boolean {
  return isWordCharacter(unit) || unit === 39;
}

/** Whether the message is nothing but tokens of these kinds, fillers and punctuation: a brief answer. */
export function isOnly(message: Message, ...kinds: readonly string[]): boolean {
  return isOnlyWithin(message, 0, message.text.length, kinds);
}

/** The same for a stretch of the message. */
export function isOnlyWithin(
  { text, all }: Message,
  from: number,
  to: number,
  kinds: readonly string[],
): boolean {
  let end = from;
  let found = false;
  for (const token of all) {
    if (token.start < from || token.start >= to) continue;
    if (hasLetters(text.slice(end, token.start)) || !hasTag(token, "filler", "break", ...kinds))
      return false;
    end = token.end;
    found = true;
  }
  return found && !hasLetters(text.slice(end, to));
}

const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** WordingContext of the message that no list knows; 0 when all of it is understood. */
export function unknownWords({ text, all }: Message): number {
  let words = 0;
  let end = 0;
  for (const token of [...all, { start: text.length, end: text.length }]) {
    if (hasLetters(text.slice(end, token.start))) words += wordsBetween(text, end, token.start);
    end = token.end;
  }
  return words;
}

/** Whether tokens `i` and `j` stand in one clause: no punctuation and no "but" between them. */
export function inOneClause({ tokens }: Message, i: number, j: number): boolean {
  if (Math.abs(i - j) > CLAUSE_REACH) return false;
  for (let k = Math.min(i, j) + 1; k < Math.max(i, j); k++)
    if (hasTag(tokens[k], "break", "but")) return false;
  return true;
}

/** The index of the nearest token of `kinds` in the same clause, on one side and within `reach` words, or null. */
export function nearest(
  message: Message,
  i: number,
  step: 1 | -1,
  reach: number,
  ...kinds: readonly string[]
): number | null {
  const { tokens, text } = message;
  const limit = Math.min(reach * 2 + 4, CLAUSE_REACH);
  for (let j = i + step; j >= 0 && j < tokens.length && Math.abs(j - i) <= limit; j += step) {
    const token = tokens[j] as Token;
    if (hasTag(token, "break", "but") && !hasTag(token, ...kinds)) return null;
    const [a, b] = step > 0 ? [tokens[i] as Token, token] : [token, tokens[i] as Token];
    if (wordsBetween(text, a.end, b.start) > reach) return null;
    if (hasTag(token, ...kinds)) return j;
  }
  return null;
}

/** The first and the last token index of the clause that holds token `i`, without its punctuation. */
export function clauseOf({ tokens }: Message, i: number): readonly [number, number] {
  let first = i;
  let last = i;
  while (first > 0 && i - first < CLAUSE_REACH && !hasTag(tokens[first - 1], "break", "but"))
    first--;
  while (
    last + 1 < tokens.length &&
    last - i < CLAUSE_REACH &&
    !hasTag(tokens[last + 1], "break", "but")
  )
    last++;
  return [first, last];
}

/** Whether the clause of token `i` names `question` as its subject ("closeness", 計算資源). */
export function clauseIsAbout(message: Message, i: number, question: Question): boolean {
  const [first, last] = clauseOf(message, i);
  return message.tokens
    .slice(first, last + 1)
    .some((token) => tagValue(token, "subject") === question);
}

/** Whether the clause of token `i` holds a token of `kinds`. */
export function clauseHas(message: Message, i: number, ...kinds: readonly string[]): boolean {
  const [first, last] = clauseOf(message, i);
  return message.tokens.slice(first, last + 1).some((token) => hasTag(token, ...kinds));
}
