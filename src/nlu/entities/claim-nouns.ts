import { hasTag, type Token, tagValue } from "../lexicon.ts";
import { isNumber } from "./numbers.ts";
import { type Message, wordsBetween } from "./parsed-message.ts";
import type { Claim, Place } from "./spans.ts";
import { closeBefore, deviceIndex, neighbour, nothingBetween } from "./token-neighbours.ts";

/** More devices than this are hardly meant by a bare counter. */
const MOST_DEVICES = 64;

/** How far, in words (or Japanese characters), a noun may stand behind its number. */
const NOUN_REACH = 5;

/** The claim by the first noun behind the number ("800 chest X-rays", "one decent graphics card"), or null. */
export function nounClaim(message: Message, i: number): Claim | null {
  const { tokens, text } = message;
  for (let j = i + 1; j < tokens.length; j++) {
    const token = tokens[j] as Token;
    if (hasTag(token, "gigabytes") || (isNumber(token) && hasTag(tokens[j + 1], "gigabytes")))
      continue;
    if (
      hasTag(token, "break", "stop", "unit", "hours", "percent") ||
      (isNumber(token) && !hasTag(token, "card"))
    )
      return null;
    if (wordsBetween(text, (tokens[i] as Token).end, token.start) > NOUN_REACH) return null;
    if (hasTag(token, "card", "gpu")) return "devices";
    if (hasTag(token, "per_class")) return "per_class";
    if (isThing(message, token)) return "things";
    if (hasTag(token, "noun", "domain", "labelled", "unlabelled", "part"))
      return classFollows(message, j) ? "per_class" : "examples";
    if (hasTag(token, "class")) return "classes";
    if (hasTag(token, "machine", "base", "parameters", "question")) return "other";
  }
  return null;
}

/** "2 cats" counts cats, not photos, unless examples were asked for. */
function isThing({ asked }: Message, token: Token): boolean {
  return asked !== "data" && tagValue(token, "domain") === "image close" && !hasTag(token, "noun");
}

/** Whether "per class", "each" or ずつ follows the noun at `from` before the next number or break. */
function classFollows({ tokens }: Message, from: number): boolean {
  for (let j = from + 1; j < tokens.length; j++) {
    const token = tokens[j] as Token;
    if (hasTag(token, "per_class")) return true;
    if (isNumber(token) || hasTag(token, "break", "and")) return false;
  }
  return false;
}

/** The claim by the noun in front ("samples: 500", データは500; but "page 7" is a name), or null. */
export function precedingClaim(message: Message, i: number): Claim | null {
  const { tokens, text } = message;
  let j = neighbour(message, i, -1);
  if (hasTag(tokens[j], "break") && text[(tokens[j] as Token).start] === ":") j--;
  const noun = tokens[j];
  if (!noun || wordsBetween(text, noun.end, (tokens[i] as Token).start) > 3) return null;
  const isNamed =
    message.asked === null &&
    /[a-z]/.test(text[noun.end - 1] ?? "") &&
    j === neighbour(message, i, -1) &&
    nothingBetween(message, noun.end, (tokens[i] as Token).start);
  if (hasTag(noun, "per_class")) return "per_class";
  if (isNamed) return null;
  if (hasTag(noun, "class") && !hasTag(tokens[j - 1], "per_class")) return "classes";
  if (
    tagValue(noun, "subject") === "data" ||
    hasTag(noun, "noun", "labelled", "unlabelled", "total", "part")
  )
    return "examples";
  return null;
}

/** Whether "each" in front of the number belongs to an earlier one: "80 photos of each of 6 products". */
export function isTaken(message: Message, i: number): boolean {
  let j = neighbour(message, i, -1) - 1;
  while (
    hasTag(message.tokens[j], "noun", "domain", "counter", "labelled") &&
    !isNumber(message.tokens[j])
  )
    j--;
  return isNumber(message.tokens[j]);
}

/** 枚, 台 and the like count cards beside a card's name, and whatever was asked for otherwise. */
export function counterClaim({ message, at: i, token, nextAt: n }: Place): Claim {
  const { tokens, asked, text } = message;
  const deviceBefore = deviceIndex(message, i) !== null;
  const after = tokens[n + 1];
  const deviceAfter =
    hasTag(after, "card", "gpu") &&
    wordsBetween(text, (tokens[n] as Token).end, (after as Token).start) <= 1;
  const again =
    hasTag(tokens[i - 1], "now", "what_if") &&
    tokens.slice(0, i).some((other) => hasTag(other, "card", "gpu"));
  const machine = tokens[neighbour(message, i, -1)];
  const isMachine =
    (hasTag(machine, "machine") || tagValue(machine, "subject") === "compute") &&
    closeBefore(message, i);
  if (
    isMachine ||
    deviceBefore ||
    deviceAfter ||
    (again && !tokens.some((other) => hasTag(other, "noun", "domain")))
  )
    return "devices";
  const aboutDevices =
    asked === "compute" &&
    token.amount.mid <= MOST_DEVICES &&
    !tokens.some((other) => hasTag(other, "noun", "domain"));
  if (aboutDevices) return "devices";
  if (hasTag(after, "per_class")) return belongsToNext(message, n + 1) ? "examples" : "per_class";
  if (isPerClassBefore(message, i)) return "per_class";
  const before = tokens[neighbour(message, i, -1)];
  if (
    hasTag(before, "class") &&
    !hasTag(before, "per_class") &&
    closeBefore(message, i) &&
    token.amount.mid <= MOST_DEVICES
  )
    return "classes";
  return hasTag(tokens[neighbour(message, n, 1)], "per_class") ? "per_class" : "examples";
}

/** Whether "each" leads to a number that counts no classes: 30人がそれぞれ20文. */
function belongsToNext({ tokens }: Message, each: number): boolean {
  return isNumber(tokens[each + 1]) && !hasTag(tokens[each + 2], "class");
}

/** 各300枚, それぞれ写真百枚. */
function isPerClassBefore(message: Message, i: number): boolean {
  const { tokens, text } = message;
  let j = neighbour(message, i, -1);
  while (hasTag(tokens[j], "noun", "domain", "labelled") && !isNumber(tokens[j])) j--;
  const each = tokens[j];
  return (
    each !== undefined &&
    hasTag(each, "per_class") &&
    wordsBetween(text, each.end, (tokens[i] as Token).start) <= 6
  );
}

/**
 * Whether digits such as 3090 name a card and do not count: always where something beside them says so; unless a count was
 * asked for, also where nothing is counted.
 */
export function isCardName({ message, at, token, next, previous }: Place): boolean {
  const { tokens, asked, text } = message;
  if (!hasTag(token, "card") || hasTag(previous, "money_before")) return false;
  const isUnit = hasTag(next, "counter", "unit", "money", "noun", "class", "hours", "percent");
  if (next && isUnit && !isNumber(next) && wordsBetween(text, token.end, next.start) === 0)
    return false;
  const beside =
    hasTag(next, "gpu", "vram", "machine", "times") ||
    hasTag(previous, "gpu", "times") ||
    isNumber(tokens[at + 1]) ||
    isNumber(tokens[at - 1]) ||
    hasTag(tokens[at - 1], "only", "now", "have") ||
    tokens.some(
      (other, j) => j !== at && isNumber(other) && hasTag(tokens[j + 1], "counter", "noun"),
    );
  return asked === "data" ? beside : true;
}
