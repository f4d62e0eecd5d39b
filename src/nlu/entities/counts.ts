import { hasTag, type Token } from "../lexicon.ts";
import { type Amount, isNumber, type NumberToken } from "./numbers.ts";
import { type Message, wordsBetween } from "./parsed-message.ts";
import type { Claims } from "./spans.ts";
import { labelOf } from "./token-neighbours.ts";

/** One count of examples. `low` 0: only an upper bound is told. */
export type Count = {
  readonly at: number;
  readonly amount: Amount;
  readonly claim: "examples" | "per_class" | "things";
  readonly label: "yes" | "no" | null;
};

/** The counts of a message, in order. `bare`: numbers without a unit count too. */
export function counted(message: Message, claims: Claims, bare: boolean): Count[] {
  const counts: Count[] = [];
  let denied = false;
  for (const [at, claim] of claims) {
    const token = message.tokens[at] as NumberToken;
    if (isDenied(message, at)) {
      denied = true;
      continue;
    }
    const isSure = claim === "examples" || claim === "per_class" || claim === "things";
    const follows =
      claim === "bare" &&
      ((isTurn(message, at) && counts.length > 0) ||
        (denied && hasTag(message.tokens[at - 1], "but")));
    if (!isSure && !follows && !(claim === "bare" && bare)) continue;
    counts.push({
      at,
      amount: bounded(message, at, token.amount),
      claim: isSure ? claim : "examples",
      label: labelOf(message, at),
    });
  }
  return counts;
}

/** "not 500, 5000": the number right behind a negation. */
function isDenied({ tokens, text }: Message, at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at] as NumberToken];
  return (
    before !== undefined &&
    hasTag(before, "negation") &&
    wordsBetween(text, before.end, token.start) === 0 &&
    token.amount.mid > 1
  );
}

/** Whether a correction, a change or an addition leads to the number: "500 photos, sorry, 7000", "and another 500". */
function isTurn({ tokens }: Message, at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 4), at)
    .some((token) => hasTag(token, "correction", "change", "now", "and", "part"));
}

/** The total that a message states beside its parts: "in total", 合計. */
export function isTotal(tokens: readonly Token[], at: number): boolean {
  for (const step of [-1, 1]) {
    const ends = step < 0 ? ["break", "and"] : ["break"];
    for (let j = at + step; tokens[j] && !isNumber(tokens[j]); j += step) {
      if (hasTag(tokens[j], "total")) return true;
      if (hasTag(tokens[j], ...ends)) break;
    }
  }
  return false;
}

/** The amount within the bounds that words beside it set: "under 100", 500枚以上, "almost 1,000". */
function bounded({ tokens, text }: Message, at: number, amount: Amount): Amount {
  const token = tokens[at] as Token;
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  const beside = [
    hasTag(before, "break") ? undefined : before,
    next,
    hasTag(next, "break", "and") ? undefined : tokens[at + 2],
  ].filter((other) => other !== undefined);
  const has = (kind: string): boolean =>
    beside.some(
      (other) =>
        hasTag(other, kind) &&
        wordsBetween(text, Math.min(other.end, token.end), Math.max(other.start, token.start)) <= 6,
    );
  const n = amount.mid;
  if (has("below")) return { low: 0, high: n - 1, mid: Math.max(1, Math.round(n * 0.75)) };
  if (has("at_most")) return { low: 1, high: n, mid: isBound(n) ? Math.round(n * 0.9) : n };
  if (has("nearly")) return { low: n * 0.9, high: n - 1, mid: Math.max(1, Math.round(n * 0.97)) };
  return amount;
}

/** Whether a level begins at `n`, so that "at most" so many lies below it. */
const isBound = (n: number): boolean => [100, 1_000, 100_000].includes(n);
