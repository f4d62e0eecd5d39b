import { isCardMemory } from "../../advice/questions.ts";
import { hasTag, type Token, tagValue } from "../lexicon.ts";
import {
  cardBefore,
  isDenied,
  isPortable,
  isVideoMemory,
  memoryOf,
  statedMemory,
} from "./devices.ts";
import { isNumber } from "./numbers.ts";
import { clauseHas, clauseOf, type Message, nearest } from "./parsed-message.ts";
import { UNKNOWN_CARD } from "./reader/reading-words.ts";
import type { Claims } from "./spans.ts";

/** The memory of the largest single card of which these statements tell, in whole GB, or null. */
export function largestCard(
  message: Message,
  claims: Claims,
  statements: readonly { readonly at: number }[],
): number | null {
  const found = statements
    .map(({ at }) => Math.round(memoryAt(message, claims, at) ?? 0))
    .filter(isCardMemory);
  return found.length > 0 ? Math.max(...found) : null;
}

/** GB of one card at a place that speaks of compute, or null; of a range (16-24 GB) the lower end, to be safe. */
function memoryAt(message: Message, claims: Claims, i: number): number | null {
  const token = message.tokens[i];
  if (isDenied(message, i)) return null;
  if (claims.get(i) === "gigabytes") return loose(message, i);
  const stated = statedMemory(message, claims, i)?.low ?? null;
  if (hasTag(token, "card") && (!isNumber(token) || claims.get(i) === "card"))
    return stated ?? (isLaptop(message, i) ? null : namedMemory(token));
  if (hasTag(token, "gpu")) return stated;
  return claims.get(i) === "devices" ? namedMemory(cardBefore(message, i)) : null;
}

function namedMemory(token: Token | undefined): number | null {
  const value = tagValue(token, "card");
  return value === null || value === UNKNOWN_CARD ? null : Number(value);
}

/** Laptop versions of a card often have less memory than its name says; a free notebook has the card itself. */
function isLaptop(message: Message, i: number): boolean {
  if (!isPortable(message, i)) return false;
  return [nearest(message, i, -1, 3, "portable"), nearest(message, i, 1, 3, "portable")].every(
    (j) => j === null || !isHosted(message, j),
  );
}

function isHosted({ text, tokens }: Message, i: number): boolean {
  const { start, end } = tokens[i] as Token;
  return /colab|kaggle|コラボ|無料|無課金|free/.test(text.slice(start, end));
}

/** Gigabytes that stand alone: a card's when a GPU or VRAM is named, or as a bare answer; never a sum over several. */
function loose(message: Message, i: number): number | null {
  const token = message.tokens[i];
  if (!isNumber(token) || memoryOf(message, i) !== "card" || isSum(message, i)) return null;
  const [first, last] = clauseOf(message, i);
  const named = message.tokens
    .slice(first, last + 1)
    .some((other) => isVideoMemory(other) || hasTag(other, "gpu", "card"));
  const isBareAnswer = message.asked === "compute" && !clauseHas(message, i, "machine", "portable");
  return named || isBareAnswer ? token.amount.low : null;
}

/** "48GB in total", 2枚で48GB. */
function isSum(message: Message, i: number): boolean {
  const { text, tokens } = message;
  if (clauseHas(message, i, "total")) return true;
  const [count, counter] = [tokens[i - 2], tokens[i - 1]];
  if (!counter || !isNumber(count) || !hasTag(counter, "counter")) return false;
  return count.amount.mid > 1 && text.slice(counter.end, tokens[i]?.start).trim() === "で";
}
