import { hasTag, type Token, tagValue } from "../lexicon.ts";
import { type Count, counted, isTotal } from "./counts.ts";
import { type Amount, isNumber, type NumberToken } from "./numbers.ts";
import type { Message } from "./parsed-message.ts";
import type { Claims } from "./spans.ts";

/** How many labelled examples a message tells of, or null; `perClass`: only a figure for each class is known. */
export type Examples = {
  readonly total: Amount | null;
  readonly perClass: Amount | null;
  readonly classes: number | null;
  /** Whether only an unknown word ("3000 widgets") says what was counted. */
  readonly guessed: boolean;
  /** Labelled examples of the rarest class, where one is told to be much rarer than the rest; else null. */
  readonly rare: number | null;
};

/** A class is rare when the others have so many times its examples. */
const RARE_TIMES = 5;

/** Adds up, multiplies and corrects the counts of a message to one total. `bare`: numbers without a unit count too. */
export function countExamples(message: Message, claims: Claims, bare: boolean): Examples {
  const counts = chosen(message, counted(message, claims, bare));
  const sum = summed(message, claims, counts);
  return { ...sum, rare: rareCount(message, claims, counts, sum.total) };
}

function summed(
  message: Message,
  claims: Claims,
  counts: readonly Count[],
): Omit<Examples, "rare"> {
  const classes = classCount(message, claims);
  const sure = counts.filter((count) => count.claim === "examples");
  const things = counts.filter((count) => count.claim === "things");
  const totals = sure.length > 0 ? sure : things;
  const guessed = sure.length === 0;
  const each = counts.filter((count) => count.claim === "per_class");
  const product = totals.length > 0 ? timesProduct(message, claims) : null;
  if (product) return { total: product, perClass: null, classes, guessed };
  const last = each.at(-1);
  const groups = last ? (classes ?? groupCount(message, last, totals)) : null;
  if (last && (totals.length === 0 || groups !== classes)) {
    const total = groups === null ? null : times(last.amount, groups);
    return { total, perClass: last.amount, classes: groups, guessed: false };
  }
  return { total: combined(message, totals), perClass: null, classes, guessed };
}

/** "10,000 good and 30 defective", 0.3% fraud: the examples of the class that is named as the rare one, or null. */
function rareCount(
  message: Message,
  claims: Claims,
  counts: readonly Count[],
  total: Amount | null,
): number | null {
  if (total === null) return null;
  const { tokens } = message;
  for (const [at, claim] of claims) {
    if (claim !== "percent" || !isOfRareClass(message, at)) continue;
    const share = (tokens[at] as NumberToken).amount.mid / 100;
    if (share * (RARE_TIMES + 1) <= 1) return Math.round(total.mid * share);
  }
  const rare = counts.filter(({ at }) => isOfRareClass(message, at));
  const least = Math.min(...rare.map(({ amount }) => amount.mid));
  return counts.length > 1 && least * (RARE_TIMES + 1) <= total.mid ? Math.round(least) : null;
}

/** Whether a word of a rare class stands beside the number, before the next number or mark. */
function isOfRareClass({ tokens }: Message, at: number): boolean {
  return [1, -1].some((step) => {
    for (let j = at + step; tokens[j] && !isNumber(tokens[j]); j += step) {
      if (hasTag(tokens[j], "rare")) return true;
      if (hasTag(tokens[j], "break", "and")) return false;
    }
    return false;
  });
}

/** "12 examples per intent, 45 intents", 30人がそれぞれ20文: what is counted in another unit numbers the classes. */
function groupCount(message: Message, each: Count, totals: readonly Count[]): number | null {
  const other = totals.length === 1 ? totals[0] : undefined;
  if (!other || isTotal(message.tokens, other.at)) return null;
  const unit = unitText(message, other.at);
  const own = unitText(message, each.at);
  const named = message.tokens.findIndex((token, i) => i > each.at && hasTag(token, "per_class"));
  const perUnit =
    named >= 0 && unit !== "" && nextWords(message, named).startsWith(unit.slice(0, 4));
  const differs = unit !== own && !hasTag(message.tokens[each.at + 1], "per_class");
  return perUnit || other.claim === "things" || differs ? other.amount.mid : null;
}

function unitText({ text, tokens }: Message, at: number): string {
  const unit = tokens[at + 1];
  return hasTag(unit, "counter", "noun", "domain")
    ? text.slice((unit as Token).start, (unit as Token).end)
    : "";
}

const nextWords = ({ text, tokens }: Message, i: number): string =>
  text.slice((tokens[i] as Token).end).trimStart();

export const times = (amount: Amount, by: number): Amount => ({
  low: amount.low * by,
  high: amount.high * by,
  mid: amount.mid * by,
});

/** After a correction only what follows it; then labelled ones before all others, and the total before its parts. */
function chosen({ tokens }: Message, all: readonly Count[]): readonly Count[] {
  const turn = tokens.findLastIndex(
    (token, i) =>
      hasTag(token, "correction", "change") &&
      all.some((count) => count.at > i) &&
      all.some((count) => count.at < i),
  );
  const later = turn < 0 ? all : all.filter((count) => count.at > turn);
  const usable = later.filter((count) => count.label !== "no");
  const labelled = usable.filter((count) => count.label === "yes");
  const counts = labelled.length > 0 ? labelled : usable;
  const total = counts.filter((count) => isTotal(tokens, count.at));
  if (total.length > 0) return total.slice(-1);
  const grew = turn < 0 && tokens.some((token) => hasTag(token, "change"));
  return grew ? counts.slice(-1) : counts;
}

function classCount({ tokens }: Message, claims: Claims): number | null {
  let classes: number | null = onlyBare(tokens, claims);
  tokens.forEach((token, i) => {
    if (claims.get(i) === "classes") classes = (token as NumberToken).amount.mid;
    else if (hasTag(token, "classes")) classes = Number(tagValue(token, "classes"));
  });
  return classes;
}

/** The one number that says nothing of itself: "each of 6 products". Only used beside a figure per class. */
function onlyBare(tokens: readonly Token[], claims: Claims): number | null {
  const bare = [...claims]
    .filter(([, role]) => role === "bare")
    .map(([at]) => (tokens[at] as NumberToken).amount.mid);
  return bare.length === 1 && Number.isInteger(bare[0]) && (bare[0] ?? 0) > 1
    ? (bare[0] ?? null)
    : null;
}

/** 50 × 12 classes, 30 x 20, 10 classes × 40 images: the product, or null. */
function timesProduct({ tokens }: Message, claims: Claims): Amount | null {
  for (let i = 1; i < tokens.length; i++) {
    if (!hasTag(tokens[i], "times")) continue;
    const left = [i - 1, i - 2, i - 3].find((j) => isNumber(tokens[j]));
    const right = i + 1;
    if (left === undefined || !isNumber(tokens[right])) continue;
    const pair = [claims.get(left), claims.get(right)];
    if (
      pair.some(
        (role) =>
          role !== "examples" && role !== "bare" && role !== "classes" && role !== "per_class",
      )
    )
      continue;
    return times((tokens[left] as NumberToken).amount, (tokens[right] as NumberToken).amount.mid);
  }
  return null;
}

/** Several counts at once: parts are added, otherwise the largest is the data set. */
function combined({ tokens }: Message, counts: readonly Count[]): Amount | null {
  const first = counts[0];
  if (!first) return null;
  if (counts.length === 1) return first.amount;
  const last = counts.at(-1) as Count;
  const between = tokens.slice(first.at, last.at);
  const added =
    between.some((token) => hasTag(token, "and")) || tokens.some((token) => hasTag(token, "part"));
  if (!added)
    return counts.reduce(
      (most, count) => (count.amount.mid > most.mid ? count.amount : most),
      first.amount,
    );
  return counts.reduce(
    (sum, { amount }) => ({
      low: sum.low + amount.low,
      high: sum.high + amount.high,
      mid: sum.mid + amount.mid,
    }),
    { low: 0, high: 0, mid: 0 },
  );
}
