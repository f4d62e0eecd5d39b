import { hasTag, type Token, tagValue } from "../lexicon.ts";
import { isNumber } from "./numbers.ts";
import { type Message, wordsBetween } from "./parsed-message.ts";

import { neighbour, nothingBetween } from "./token-neighbours.ts";

/** How far, in words (or Japanese characters), a noun may stand behind its number. */
const NOUN_REACH = 5;

/** The role by the first noun behind the number ("800 chest X-rays", "one decent graphics card"), or null. */
export function nounRole(message: Message, i: number): Role | null {
  const { tokens, text } = message;
  for (let j = i + 1; j < tokens.length; j++) {
    const token = tokens[j] as Token;
    if (hasTag(token, "gigabytes") || (isNumber(token) && hasTag(tokens[j + 1], "gigabytes")))
      continue;
    if (hasTag(token, "break", "stop", "unit") || (isNumber(token) && !hasTag(token, "card")))
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

/** The role by the noun in front ("samples: 500", データは500; but "page 7" is a name), or null. */
export function precedingRole(message: Message, i: number): Role | null {
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

/** What a number in a message counts. `bare`: nothing says. */
export type Role =
  | "examples"
  | "per_class"
  | "classes"
  | "gigabytes"
  | "parameters"
  | "money"
  | "devices"
  | "card"
  | "option"
  | "things"
  | "other"
  | "bare";
