import type { Token } from "../lexicon.ts";

/** A number as said, perhaps a range; `mid` is the one figure to use. */
export type Amount = { readonly low: number; readonly high: number; readonly mid: number };

/** A token that is a number. `bare`: written as digits alone, or as one word. `size`: said as a model's size (7b). */
export type NumberToken = Token & {
  readonly amount: Amount;
  readonly bare: boolean;
  readonly size: boolean;
  readonly vague: boolean;
};

/** Whether a token is a number. */
export function isNumber(token: Token | undefined): token is NumberToken {
  return token !== undefined && "amount" in token;
}
