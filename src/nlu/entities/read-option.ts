import { OPTIONS, type Option, type Question } from "../../advice/questions.ts";
import { hasTag, tagValue } from "../lexicon.ts";
import { isNumber } from "./numbers.ts";
import { clauseOf, isOnly, isOnlyWithin, type Message } from "./parsed-message.ts";
import type { Claims } from "./spans.ts";

/** The options that an answer by number, place or label means: one, or several when it could be each of them. */
export function readOption(message: Message, claims: Claims): readonly Option[] {
  const { asked } = message;
  if (asked === null) return [];
  return (
    byNumber(message, claims, asked) ?? byPlace(message, asked) ?? byLabel(message, asked) ?? []
  );
}

/** "2", "option 2", 2番, "2 or 3", "2, and no GPU". A greater number is no option (after the data question it is a count). */
function byNumber(message: Message, claims: Claims, asked: Question): readonly Option[] | null {
  const { tokens } = message;
  const at = tokens.findIndex(
    (token, i) => isNumber(token) && (claims.get(i) === "option" || claims.get(i) === "bare"),
  );
  const token = tokens[at];
  if (!isNumber(token) || token.vague) return null;
  if (claims.get(at) !== "option" && !(token.bare && isAlone(message, at))) return null;
  const { low, high } = token.amount;
  const chosen = OPTIONS[asked].filter(
    (_, i) => i + 1 >= low && i + 1 <= high && high <= OPTIONS[asked].length,
  );
  return Number.isInteger(low) && chosen.length > 0 ? chosen : null;
}

const BESIDE_OPTION = [
  "number",
  "literal",
  "digit",
  "option",
  "option_after",
  "or",
  "only",
  "approximate",
  "range",
  "have",
  "now",
];

/** Whether the number is all that its clause says; a second number makes it a count. */
function isAlone(message: Message, at: number): boolean {
  const { tokens, text } = message;
  const [first, last] = clauseOf(message, at);
  const numbers = tokens.filter((token) => isNumber(token) && !hasTag(token, "card")).length;
  return (
    numbers === 1 &&
    isOnlyWithin(
      message,
      tokens[first - 1]?.end ?? 0,
      tokens[last + 1]?.start ?? text.length,
      BESIDE_OPTION,
    )
  );
}

/** "the first one", 最後のやつ, "the middle one" (two options when there is no single middle). */
function byPlace(message: Message, asked: Question): readonly Option[] | null {
  if (!isOnly(message, "ordinal", "option", "option_after", "digit", "only", "unit")) return null;
  const places = message.tokens
    .map((token) => tagValue(token, "ordinal"))
    .filter((place) => place !== null);
  const place = places[0];
  if (place === undefined || places.length > 1) return null;
  const options: readonly Option[] = OPTIONS[asked];
  const half = options.length / 2;
  if (place === "middle") return options.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  if (place === "last") return options.slice(-1);
  if (place === "second last") return options.slice(-2, -1);
  const option = options[Number(place) - 1];
  return option ? [option] : null;
}

/** A label or a word for it, as the whole answer: "small", 中くらい. */
function byLabel(message: Message, asked: Question): readonly Option[] | null {
  if (
    !isOnly(
      message,
      "label",
      "approximate",
      "amount",
      "hedge",
      "only",
      "similarity",
      "option",
      "negation_after",
      "have",
      "subject",
    )
  )
    return null;
  if (asked === "similarity" && message.tokens.some((token) => hasTag(token, "similarity")))
    return null;
  for (const token of message.tokens) {
    for (const { kind, value } of token.senses) {
      const [question, option] = value.split(" ");
      if (kind === "label" && question === asked) return [option as Option];
    }
  }
  return null;
}
