import { dataLevel } from "../../advice/questions.ts";
import { hasTag, type Token } from "../lexicon.ts";
import { type Amount, isNumber, type NumberToken } from "./numbers.ts";
import { type Message, wordsBetween } from "./parsed-message.ts";
import type { Roles } from "./reader/roles.ts";
import { labelOf } from "./token-neighbours.ts";

/** One count of examples. */
export type Count = {
  readonly at: number;
  readonly amount: Amount;
  readonly role: "examples" | "per_class" | "things";
  readonly label: "yes" | "no" | null;
};

export function counted(message: Message, roles: Roles, bare: boolean): Count[] {
  const counts: Count[] = [];
  let denied = false;
  for (const [at, role] of roles) {
    const token = message.tokens[at] as NumberToken;
    const before = message.tokens[at - 1];
    if (
      hasTag(before, "negation") &&
      wordsBetween(message.text, (before as Token).end, token.start) === 0 &&
      token.amount.mid > 1
    ) {
      denied = true;
      continue;
    }
    const follows =
      role === "bare" &&
      ((isTurn(message, at) && counts.length > 0) || (denied && hasTag(before, "but")));
    const isCount = role === "examples" || role === "per_class" || role === "things" || follows;
    if (isCount || (role === "bare" && bare)) {
      counts.push({
        at,
        amount: bounded(message, at, token.amount),
        role: role === "per_class" || role === "things" ? role : "examples",
        label: labelOf(message, at),
      });
    }
  }
  return counts;
}

/** Whether a correction, a change or an addition leads to the number: "500 photos, sorry, 7000", "and another 500". */
function isTurn({ tokens }: Message, at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 4), at)
    .some((token) => hasTag(token, "correction", "change", "now", "and", "part"));
}

/** The total that a message states beside its parts: "in total", 合計. */
export function isTotal(tokens: readonly Token[], at: number): boolean {
  for (let j = at - 1; j >= 0 && !hasTag(tokens[j], "break", "and") && !isNumber(tokens[j]); j--)
    if (hasTag(tokens[j], "total")) return true;
  for (
    let j = at + 1;
    j < tokens.length && !hasTag(tokens[j], "break") && !isNumber(tokens[j]);
    j++
  )
    if (hasTag(tokens[j], "total")) return true;
  return false;
}

function bounded(message: Message, at: number, amount: Amount): Amount {
  const { tokens, text } = message;
  const before = tokens[at - 1];
  const beside = [
    hasTag(before, "break") ? undefined : before,
    tokens[at + 1],
    hasTag(tokens[at + 1], "break", "and") ? undefined : tokens[at + 2],
  ];
  const has = (kind: string): boolean =>
    beside.some(
      (token) =>
        token &&
        hasTag(token, kind) &&
        wordsBetween(
          text,
          Math.min(token.end, (tokens[at] as Token).end),
          Math.max(token.start, (tokens[at] as Token).start),
        ) <= 6,
    );
  const n = amount.mid;
  if (has("below")) return { low: 0, high: n - 1, mid: Math.max(1, Math.round(n * 0.75)) };
  if (has("at_most")) {
    const isLimit = n > 1 && dataLevel(n) !== dataLevel(n - 1);
    return { low: 0, high: n, mid: isLimit ? Math.round(n * 0.9) : n };
  }
  if (has("nearly")) return { low: n * 0.9, high: n - 1, mid: Math.max(1, Math.round(n * 0.97)) };
  return amount;
}
