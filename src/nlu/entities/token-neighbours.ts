import { hasTag, type Token } from "../lexicon.ts";
import { isNumber } from "./numbers.ts";
import { isOnlyWithin, type Message, wordsBetween } from "./parsed-message.ts";

export const APPROXIMATE = ["approximate", "at_least", "at_most", "below", "nearly"];

/** The neighbouring token on one side, over words such as "about" or ほど. */
export function neighbour({ tokens }: Message, from: number, step: 1 | -1): number {
  let i = from + step;
  while (hasTag(tokens[i], ...APPROXIMATE) && !isNumber(tokens[i])) i += step;
  return i;
}

/** Whether two places are apart by no more than fillers (の) and words such as "about". */
export function nothingBetween(message: Message, from: number, to: number): boolean {
  return message.text.slice(from, to).trim() === "" || isOnlyWithin(message, from, to, APPROXIMATE);
}

export function closeBefore(message: Message, i: number): boolean {
  const previous = message.tokens[neighbour(message, i, -1)];
  return (
    previous !== undefined &&
    wordsBetween(message.text, previous.end, (message.tokens[i] as Token).start) <= 3
  );
}

/** The card or GPU that a number right behind it counts (A6000が4枚, A100 x8), or null. */
export function deviceIndex({ tokens, text }: Message, i: number): number | null {
  let j = i - 1;
  while (hasTag(tokens[j], "times", "vram", "what_if") || (hasTag(tokens[j], "gigabytes") && j > 1))
    j -= hasTag(tokens[j], "gigabytes") ? 2 : 1;
  const device = tokens[j];
  if (!hasTag(device, "card", "gpu")) return null;
  return wordsBetween(text, (device as Token).end, (tokens[i] as Token).start) <=
    2 + (i - 1 - j) * 2
    ? j
    : null;
}

/** Whether the count at `at` is said to be of labelled examples; a bracket in front of it does not part the two. */
export function labelOf({ text, tokens }: Message, at: number): "yes" | "no" | null {
  const found = (step: 1 | -1): "yes" | "no" | null => {
    const isOpen = step < 0 && text[tokens[at - 1]?.start ?? -1] === "(";
    for (
      let j = at + step + (isOpen ? step : 0);
      tokens[j] && !hasTag(tokens[j], "break", "but", "part_of") && !isNumber(tokens[j]);
      j += step
    ) {
      if (hasTag(tokens[j], "unlabelled")) return "no";
      if (hasTag(tokens[j], "labelled")) return "yes";
    }
    return null;
  };
  return found(1) ?? found(-1);
}
