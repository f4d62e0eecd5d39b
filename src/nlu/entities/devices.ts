import type { Option } from "../../advice/questions.ts";
import { hasTag, type Token, tagValue } from "../lexicon.ts";
import { type Amount, isNumber, type NumberToken } from "./numbers.ts";
import { clauseHas, inOneClause, type Message, nearest } from "./parsed-message.ts";
import type { Claims } from "./spans.ts";
import { deviceIndex } from "./token-neighbours.ts";

/** A level of compute. */
export type Level = Option<"compute">;

/** Memory from which a single card counts as ample, and from which it is more than a small one; gigabytes. */
export const AMPLE_GB = 40;

const MODERATE_GB = 10;

/** The level of so many cards of so many gigabytes. */
export function byMemory(gigabytes: number, count: number): Level {
  if (gigabytes * count >= AMPLE_GB || (count > 1 && gigabytes >= MODERATE_GB)) return "ample";
  return gigabytes >= MODERATE_GB || count > 1 ? "moderate" : "limited";
}

/** A laptop's or a free notebook's GPU is a small one, whatever its name. */
export function isPortable(message: Message, i: number): boolean {
  return [nearest(message, i, -1, 3, "portable"), nearest(message, i, 1, 3, "portable")].some(
    (j) =>
      j !== null &&
      !message.tokens
        .slice(Math.min(i, j), Math.max(i, j))
        .some((token) => hasTag(token, "and", "negation")),
  );
}

/** Whether the card at `i` stands beside a cluster or the like. */
export function isInCluster(message: Message, i: number): boolean {
  const beside = [nearest(message, i, -1, 3, "machine"), nearest(message, i, 1, 3, "machine")];
  return beside.some(
    (j) =>
      j !== null &&
      tagValue(message.tokens[j], "machine") === "ample" &&
      !isOver(message, j) &&
      !isDenied(message, j),
  );
}

/** How many of the device at `i`: "4 x A100", A6000が4枚, "one decent GPU"; 1 when nothing says. */
export function deviceCount(message: Message, claims: Claims, i: number): number {
  const { tokens } = message;
  let most = 1;
  claims.forEach((role, j) => {
    if (role !== "devices" || !inOneClause(message, i, j)) return;
    const counted =
      j > i
        ? deviceIndex(message, j) === i || hasTag(tokens[i], "gpu")
        : nextDevice(message, j) === i;
    if (counted) most = Math.max(most, (tokens[j] as NumberToken).amount.mid);
  });
  return most;
}

/** Whether a number counts the device at `i`. */
export function hasCount(message: Message, claims: Claims, i: number): boolean {
  return message.tokens.some(
    (_, j) =>
      claims.get(j) === "devices" &&
      inOneClause(message, i, j) &&
      (nextDevice(message, j) === i || deviceIndex(message, j) === i),
  );
}

/** The index of the next card or GPU behind `i`, or -1. */
export function nextDevice({ tokens }: Message, i: number): number {
  return tokens.findIndex((token, j) => j > i && hasTag(token, "card", "gpu"));
}

/** The last card that was named before `i`, if any: "a 3090, now 8 of them". */
export function cardBefore({ tokens }: Message, i: number): Token | undefined {
  return tokens.slice(0, i).findLast((token) => hasTag(token, "card"));
}

/** Gigabytes said beside a card or GPU ("A100 80GB", 16GBのグラボ) that are the card's own, or null. */
export function statedMemory(message: Message, claims: Claims, i: number): Amount | null {
  const { tokens } = message;
  for (const j of [i + 1, i - 3, i - 2, i + 2]) {
    const token = tokens[j];
    if (isNumber(token) && claims.get(j) === "gigabytes" && isMemoryOf(message, j, i))
      return token.amount;
  }
  return null;
}

/** Whether the gigabytes at `j` are those of the card or GPU at `i`, not of another one or of the computer. */
function isMemoryOf(message: Message, j: number, i: number): boolean {
  const { tokens } = message;
  const named = Number(tagValue(tokens[i], "card") ?? 0);
  const source = memoryOf(message, j);
  if (source === "other" || (source === "unclear" && named < AMPLE_GB)) return false;
  const between = tokens.slice(Math.min(i, j) + 1, Math.max(i, j));
  if (between.some((token) => hasTag(token, "and"))) return false;
  if (j < i && hasTag(tokens[j - 1], "card")) return false;
  return inOneClause(message, i, j) || (j === i + 2 && isOpening(message, i + 1));
}

/** Whether the token at `i` opens a bracket: "A100 (80 GB)". */
function isOpening({ text, tokens }: Message, i: number): boolean {
  return text[(tokens[i] as Token).start] === "(";
}

/**
 * What so many gigabytes at `j` are of: a card unless something beside them says otherwise (32GB RAM, 24GBのデータ).
 * `unclear`: of a "memory" (メモリ) that may be the card's or the computer's.
 */
export function memoryOf(message: Message, j: number): "card" | "other" | "unclear" {
  const { tokens } = message;
  const [before, next] = [nounBefore(message, j), tokens[j + 2]];
  if (isVideoMemory(tokens[j + 1]) || isVideoMemory(next)) return "card";
  if (hasTag(before, "host_memory") || hasTag(next, "host_memory")) return "other";
  if (hasTag(next, "noun", "domain", "subject") && !hasTag(next, "gpu", "vram")) return "other";
  if (tagValue(before, "subject") === "data" && !hasTag(next, "gpu", "card")) return "other";
  const isPlain = hasTag(before, "memory") || hasTag(next, "memory");
  return isPlain && !isGpuBeside(message, j) ? "unclear" : "card";
}

/** Whether a token names the memory of a card and no other. */
export function isVideoMemory(token: Token | undefined): boolean {
  return hasTag(token, "vram") && !hasTag(token, "memory");
}

/** Whether a GPU is named within three words: "the GPU has 24GB of memory". */
function isGpuBeside(message: Message, j: number): boolean {
  return [-3, -2, -1, 1, 2, 3].some(
    (step) => hasTag(message.tokens[j + step], "gpu") && inOneClause(message, j, j + step),
  );
}

/** The token in front of the gigabytes at `j`, over a colon ("RAM: 32GB"), unless it belongs to earlier ones. */
function nounBefore({ text, tokens }: Message, j: number): Token | undefined {
  const i = text[tokens[j - 1]?.start ?? -1] === ":" ? j - 2 : j - 1;
  return hasTag(tokens[i - 1], "gigabytes") ? undefined : tokens[i];
}

/** The count in front of "2 x 24GB cards", else 1. */
export function countBefore({ tokens }: Message, i: number): number {
  const before = hasTag(tokens[i - 1], "times") ? tokens[i - 2] : tokens[i - 1];
  return isNumber(before) && before.amount.mid <= 64 ? before.amount.mid : 1;
}

/** "no GPU", GPUは持ってません. */
export function isDenied(message: Message, i: number): boolean {
  const before = nearest(message, i, -1, 3, "negation");
  if (
    before !== null &&
    !message.tokens.slice(before, i).some((token) => hasTag(token, "machine", "card", "gpu"))
  )
    return true;
  const after = nearest(message, i, 1, 5, "negation_after", "only");
  return (
    after !== null &&
    hasTag(message.tokens[after], "negation_after") &&
    !message.tokens
      .slice(i + 1, after)
      .some((token) => hasTag(token, "machine", "card", "gpu", "compute"))
  );
}

/** Whether the clause says that this is no longer so: "had a cluster", 前はクラスタ使えた. */
export function isOver(message: Message, i: number): boolean {
  if (!clauseHas(message, i, "past", "lost") || clauseHas(message, i, "what_if")) return false;
  return nearest(message, i, -1, 8, "now") === null;
}

/** "not much gpu", GPUあんまりない: the amount word that belongs to the device at `i`, or null. */
export function amountBeside(message: Message, i: number): string | null {
  const before = nearest(message, i, -1, 2, "amount");
  const after = nearest(message, i, 1, 2, "amount");
  const j = after !== null && isPostposed(message, after) ? after : before;
  return j === null || isNumber(message.tokens[j]) ? null : tagValue(message.tokens[j], "amount");
}

/** Whether an amount word stands behind what it measures, as in Japanese. */
function isPostposed({ text, tokens }: Message, i: number): boolean {
  return text.charCodeAt((tokens[i] as Token).start) > 0x2e80;
}
