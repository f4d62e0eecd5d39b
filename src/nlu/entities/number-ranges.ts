import { hasTag, type Token } from "../lexicon.ts";
import { type Composed, composeAll, NUMBER } from "./number-words.ts";
import { isNumber, type NumberToken } from "./numbers.ts";

/** Joins neighbouring number words (1 + 万 + 5 + 千, half a + million, 3-400) into one number each. */
export function joinNumbers(tokens: readonly Token[], text: string): Token[] {
  const numbers = composeAll(tokens, text);
  return tokens.some((token) => hasTag(token, "change")) ? numbers : joinRanges(numbers, text);
}

/** Joins two numbers and what stands between them (3-400, between 500 and 800) into one. */
function joinRanges(tokens: readonly Token[], text: string): Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const low = tokens[i] as Token;
    const skipped = hasTag(tokens[i + 1], "counter", "money_before") ? 1 : 0;
    const mark = tokens[i + 1 + skipped];
    const high = tokens[i + 2 + skipped];
    const start = skipped ? { ...low, end: (tokens[i + 1] as Token).end } : low;
    const range =
      isNumber(low) && isNumber(high) && mark
        ? rangeOf(start as Composed, high as Composed, mark, joined.at(-1), text)
        : null;
    if (range) {
      joined.push(range);
      i += 2 + skipped;
    } else joined.push(low);
  }
  return joined;
}

/** 3-400, 2-3k, 500〜800, 3、400, "between 500 and 800", "2 or 3": one number; null when the two are apart. */
function rangeOf(
  a: Composed,
  b: Composed,
  mark: Token,
  before: Token | undefined,
  text: string,
): NumberToken | null {
  const gaps = text.slice(a.end, mark.start).trim() + text.slice(mark.end, b.start).trim();
  if (gaps !== "" || a.vague || b.vague) return null;
  const list = text.slice(mark.start, mark.end);
  const listed = (list === "、" || list === ",") && a.bare && a.amount.mid < 10;
  const between = hasTag(mark, "and") && hasTag(before, "between");
  if (!hasTag(mark, "range", "or") && !listed && !between) return null;
  const low = scaled(a, b, listed);
  const high = b.amount.mid;
  if (low === null || low >= high || (listed && high < 10 * a.amount.mid)) return null;
  return {
    start: a.start,
    end: b.end,
    senses: NUMBER,
    amount: { low, high, mid: (low + high) / 2 },
    bare: b.bare && a.bare && high < 10,
    size: b.size,
    vague: false,
  };
}

/** The lower end takes over the upper end's multiplier (2-3k) or zeros (3-400) where that is what is meant. */
function scaled(a: Composed, b: Composed, listed: boolean): number | null {
  const low = a.amount.mid;
  const high = b.amount.mid;
  const scale = high / b.coefficient;
  if (a.bare && scale > 1 && low < b.coefficient) return low * scale;
  if (a.bare && low < 10 && Number.isInteger(low)) {
    const power = 10 ** Math.floor(Math.log10(Math.max(high, 1)));
    const round = high % power === 0 && low < high / power;
    if (round && (power >= 100 || (listed && power >= 10))) return low * power;
  }
  return listed ? null : low;
}
