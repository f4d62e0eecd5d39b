import { hasTag, type Sense, type Token, tagValue } from "../lexicon.ts";
import type { Amount, NumberToken } from "./numbers.ts";

const NUMBER_PARTS = ["literal", "digit", "multiplier", "group", "plural", "vague"];

/** A number while its words are put together. `coefficient`: what stands before the last multiplier. */
type Parts = {
  total: number;
  section: number;
  current: number | null;
  coefficient: number;
  vague: boolean;
  parts: number;
  suffixed: string | null;
  high: number | null;
  /** Whether the last word was twenty, thirty, … */
  tens: boolean;
  /** Whether the last word was written in digits: no word for a digit goes on with it (4090一枚). */
  literal: boolean;
};

/** The meaning of a number that was put together from several words. */
export const NUMBER: readonly Sense[] = [{ kind: "number", value: "" }];

/** A composed number; `coefficient` is what stood before its last multiplier. */
export type Composed = NumberToken & { readonly coefficient: number };

/** Puts neighbouring number words together (1 + 万 + 5 + 千, half a + million). */
export function composeAll(tokens: readonly Token[], text: string): Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i] as Token;
    if (!hasTag(token, ...NUMBER_PARTS)) {
      joined.push(token);
      i++;
      continue;
    }
    const [number, next] = compose(tokens, i, text);
    joined.push(number);
    i = next;
  }
  return joined;
}

function compose(
  tokens: readonly Token[],
  first: number,
  text: string,
): [Composed | Token, number] {
  const parts: Parts = {
    total: 0,
    section: 0,
    current: null,
    coefficient: 1,
    vague: false,
    parts: 0,
    suffixed: null,
    high: null,
    tens: false,
    literal: false,
  };
  let i = first;
  let end = (tokens[first] as Token).start;
  let last: Token | undefined;
  let next = first + 1;
  for (; i < tokens.length; i++) {
    if (i > first && isLink(tokens, i, last, text)) continue;
    const token = tokens[i] as Token;
    const gap = i === first ? "" : text.slice(end, token.start);
    if (!joins(gap, token, last, parts) || !add(parts, token, text)) break;
    end = token.end;
    last = token;
    next = i + 1;
  }
  const start = tokens[first] as Token;
  const loneVague =
    parts.parts === 1 &&
    tagValue(start, "vague") === "3" &&
    !hasTag(tokens[next], "counter", "noun", "domain", "labelled");
  if (parts.parts === 0 || loneVague) return [start, first + 1];
  const mid = parts.total + parts.section + (parts.current ?? 0);
  const amount = parts.vague ? { low: mid * 0.7, high: mid * 3, mid } : ranged(mid, parts.high);
  const senses = parts.parts === 1 ? start.senses : NUMBER;
  const bare = parts.parts === 1 && !parts.vague;
  const number = {
    start: start.start,
    end,
    senses,
    amount,
    bare,
    size: parts.suffixed === "b",
    vague: parts.vague,
    coefficient: parts.coefficient,
  };
  return [number, next];
}

/** "and", "of", "a" or a hyphen (twenty-five) between two parts of one number. */
function isLink(
  tokens: readonly Token[],
  i: number,
  last: Token | undefined,
  text: string,
): boolean {
  const token = tokens[i] as Token;
  const next = tokens[i + 1];
  if (hasTag(token, ...NUMBER_PARTS) || !hasTag(next, ...NUMBER_PARTS)) return false;
  if (text.slice(token.start, token.end) !== "-") return hasTag(token, "and", "filler");
  return hasTag(next, "digit") && isTens(Number(tagValue(last, "digit")));
}

const isTens = (digit: number): boolean => digit >= 20 && digit < 100;

function ranged(low: number, high: number | null): Amount {
  return high === null ? { low, high: low, mid: low } : { low, high, mid: (low + high) / 2 };
}

function joins(gap: string, token: Token, before: Token | undefined, parts: Parts): boolean {
  if (gap === "") return true;
  if (hasTag(token, "suffix")) return false;
  if (gap === " " || gap === "-")
    return !(hasTag(token, "literal") && hasTag(before, "literal", "digit", "vague"));
  if (gap === " a " || gap === " of " || gap === " of a ")
    return hasTag(token, "multiplier", "group", "plural");
  return (
    gap === " and " &&
    hasTag(token, "digit") &&
    hasTag(before, "multiplier", "group") &&
    parts.parts > 0
  );
}

/** Takes one more word into the number; false when it does not continue it. */
function add(parts: Parts, token: Token, text: string): boolean {
  const small = tagValue(token, "multiplier");
  const large = tagValue(token, "group") ?? (parts.parts > 0 ? tagValue(token, "suffix") : null);
  const plural = tagValue(token, "plural");
  const digit = tagValue(token, "digit");
  const vague = tagValue(token, "vague");
  if (hasTag(token, "literal")) {
    if (parts.current !== null) return false;
    parts.current = literalValue(text.slice(token.start, token.end));
  } else if (digit !== null) {
    if (parts.literal || !addDigit(parts, Number(digit))) return false;
  } else if (vague !== null) {
    if (parts.current !== null) return false;
    parts.current = Number(vague);
    parts.vague = Number.isInteger(parts.current);
  } else if (plural !== null) multiplyPlural(parts, Number(plural));
  else if (large !== null) {
    multiplyAll(parts, Number(large));
    if (hasTag(token, "suffix")) parts.suffixed = text.slice(token.start, token.end);
  } else if (small !== null) multiplySection(parts, Number(small));
  else return false;
  parts.literal = hasTag(token, "literal");
  parts.parts++;
  return true;
}

/** 1,200, 10 000 and 40.000 have marks between thousands; 2.5 has a decimal point. */
function literalValue(text: string): number {
  const thousands = /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(text);
  return Number(text.replace(thousands ? /\./g : /[, ]/g, ""));
}

/** 二百五 and twenty-five add, 二〇二 puts side by side, 二三百 is a range from 200 to 300. */
function addDigit(parts: Parts, digit: number): boolean {
  const current = parts.current;
  if (current === null) parts.current = digit;
  else if (parts.tens && digit > 0 && digit < 10) parts.current = current + digit;
  else if (digit === current + 1 && current < 10 && parts.high === null) parts.high = digit;
  else if (digit < 10) parts.current = current * 10 + digit;
  else return false;
  parts.tens = digit >= 20;
  return true;
}

function multiplySection(parts: Parts, by: number): void {
  parts.coefficient = parts.current ?? 1;
  parts.section += (parts.current ?? 1) * by;
  if (parts.high !== null) parts.high *= by;
  parts.current = null;
}

function multiplyAll(parts: Parts, by: number): void {
  const before = parts.section + (parts.current ?? 0);
  parts.coefficient = before || 1;
  parts.total += (before || 1) * by;
  if (parts.high !== null) parts.high *= by;
  parts.section = 0;
  parts.current = null;
}

/** "tens of thousands" multiplies, "thousands" alone means several of them. */
function multiplyPlural(parts: Parts, by: number): void {
  parts.vague = true;
  const before = parts.total + parts.section + (parts.current ?? 0);
  if (before === 0) parts.current = 3 * by;
  else multiplyAll(parts, by);
}
