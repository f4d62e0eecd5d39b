import type { Token } from "../lexicon.ts";
import type { NumberToken } from "./numbers.ts";
import type { Message } from "./parsed-message.ts";

/** What a number in a message counts or names; each number is claimed once. `bare`: nothing says. */
export type Claim =
  | "card"
  | "option"
  | "gigabytes"
  | "money"
  | "parameters"
  | "hours"
  | "percent"
  | "other"
  | "per_class"
  | "classes"
  | "devices"
  | "examples"
  | "things"
  | "bare";

/** The claim on each number, by token index. */
export type Claims = ReadonlyMap<number, Claim>;

/** A number and what stands around it; words such as "about" between them are passed over. */
export type Place = {
  readonly message: Message;
  readonly at: number;
  readonly token: NumberToken;
  readonly next: Token | undefined;
  readonly nextAt: number;
  readonly previous: Token | undefined;
  /** Whether nothing but fillers stands between the number and `next`. */
  readonly adjacent: boolean;
  /** Whether `previous` stands at most three words in front. */
  readonly follows: boolean;
};
