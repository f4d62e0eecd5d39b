import type { Option } from "../advice/questions.ts";
import { isA, type Token, valueAs } from "./lexicon.ts";
import { clauseHas, inOneClause, type Message, nearest } from "./message.ts";
import { deviceIndex } from "./neighbours.ts";
import { isNumber, type NumberToken } from "./numbers.ts";
import type { Roles } from "./roles.ts";

/** A level of compute. */
export type Level = Option<"compute">;

/** Memory from which a single card counts as ample, and from which it is more than a small one; gigabytes. */
const AMPLE_GB = 40;

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
        .some((token) => isA(token, "and", "negation")),
  );
}

/** Whether the card at `i` stands beside a cluster or the like. */
export function isInCluster(message: Message, i: number): boolean {
  const beside = [nearest(message, i, -1, 3, "machine"), nearest(message, i, 1, 3, "machine")];
  return beside.some(
    (j) =>
      j !== null &&
      valueAs(message.tokens[j], "machine") === "ample" &&
      !isOver(message, j) &&
      !isDenied(message, j),
  );
}

/** How many of the device at `i`: "4 x A100", A6000が4枚, "one decent GPU"; 1 when nothing says. */
export function deviceCount(message: Message, roles: Roles, i: number): number {
  const { tokens } = message;
  let most = 1;
  roles.forEach((role, j) => {
    if (role !== "devices" || !inOneClause(message, i, j)) return;
    const counted =
      j > i ? deviceIndex(message, j) === i || isA(tokens[i], "gpu") : nextDevice(message, j) === i;
    if (counted) most = Math.max(most, (tokens[j] as NumberToken).amount.mid);
  });
  return most;
}

/** Whether a number counts the device at `i`. */
export function hasCount(message: Message, roles: Roles, i: number): boolean {
  return message.tokens.some(
    (_, j) =>
      roles.get(j) === "devices" &&
      inOneClause(message, i, j) &&
      (nextDevice(message, j) === i || deviceIndex(message, j) === i),
  );
}

/** The index of the next card or GPU behind `i`, or -1. */
export function nextDevice({ tokens }: Message, i: number): number {
  return tokens.findIndex((token, j) => j > i && isA(token, "card", "gpu"));
}

/** Gigabytes said beside a card or GPU ("A100 80GB", 16GBのグラボ), or null. */
export function statedMemory(message: Message, roles: Roles, i: number): number | null {
  for (const j of [i - 3, i - 2, i - 1, i + 1, i + 2]) {
    const token = message.tokens[j];
    if (isNumber(token) && roles.get(j) === "gigabytes" && inOneClause(message, i, j))
      return token.amount.mid;
  }
  return null;
}

/** The count in front of "2 x 24GB cards", else 1. */
export function countBefore({ tokens }: Message, i: number): number {
  const before = isA(tokens[i - 1], "times") ? tokens[i - 2] : tokens[i - 1];
  return isNumber(before) && before.amount.mid <= 64 ? before.amount.mid : 1;
}

/** "no GPU", GPUは持ってません. */
export function isDenied(message: Message, i: number): boolean {
  const before = nearest(message, i, -1, 3, "negation");
  if (
    before !== null &&
    !message.tokens.slice(before, i).some((token) => isA(token, "machine", "card", "gpu"))
  )
    return true;
  const after = nearest(message, i, 1, 5, "negation_after", "only");
  return (
    after !== null &&
    isA(message.tokens[after], "negation_after") &&
    !message.tokens
      .slice(i + 1, after)
      .some((token) => isA(token, "machine", "card", "gpu", "compute"))
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
  return j === null || isNumber(message.tokens[j]) ? null : valueAs(message.tokens[j], "amount");
}

/** Whether an amount word stands behind what it measures, as in Japanese. */
function isPostposed({ text, tokens }: Message, i: number): boolean {
  return text.charCodeAt((tokens[i] as Token).start) > 0x2e80;
}
