import type { Answers, Option, Question } from "../advice/questions.ts";
import type { Strategy } from "../advice/strategies.ts";

/** The frameworks for which starting code is written. */
export const FRAMEWORKS = ["pytorch", "keras", "transformers", "sklearn"] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** What can be opened about an advice that was given; all are computed from its code alone. */
export const DETAILS = [
  "advice",
  "flips",
  "settings",
  "cost",
  "formula",
  "map",
  "record",
  "change",
] as const;
export type Detail = (typeof DETAILS)[number];

/** Why an answer did not help. */
export const RATE_REASONS = ["wrong", "unclear", "too_long", "not_asked"] as const;
export type RateReason = (typeof RATE_REASONS)[number];

/** The cards of the welcome; the last asks one question about what was shown. */
export const WELCOME_CARDS = [1, 2, 3, 4] as const;
export type WelcomeCard = (typeof WELCOME_CARDS)[number];

/**
 * What a choice does. An action carries all that it needs, so that it works after a restart, on another instance and
 * months later. `code` is an advice code (see `code.ts`).
 */
export type Action =
  | { readonly kind: "start" }
  | { readonly kind: "facts"; readonly answers: Answers }
  | {
      readonly kind: "answer";
      readonly question: Question;
      readonly option: Option | "unknown";
      readonly answers: Answers;
    }
  | { readonly kind: "back"; readonly answers: Answers }
  | { readonly kind: "why"; readonly question: Question; readonly answers: Answers }
  | { readonly kind: "advise"; readonly answers: Answers }
  | { readonly kind: "cancel" }
  | { readonly kind: "topic"; readonly topic: string }
  | { readonly kind: "more"; readonly topic: string }
  /** An answer of `content.entries`. */
  | { readonly kind: "entry"; readonly entry: string }
  | { readonly kind: "topics" }
  | { readonly kind: "help" }
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "detail"; readonly detail: Detail; readonly code: string }
  | { readonly kind: "why_not"; readonly strategy: Strategy | null; readonly code: string }
  | { readonly kind: "recipe"; readonly framework: Framework | null; readonly code: string }
  | {
      readonly kind: "rate";
      readonly about: string;
      readonly helpful: boolean;
      readonly reason?: RateReason;
    }
  /** `card` null: where the person stopped. `language` null: as spoken. */
  | {
      readonly kind: "welcome";
      readonly card: WelcomeCard | null;
      readonly language: string | null;
    }
  | { readonly kind: "check"; readonly strategy: Strategy }
  /** Question `number` of a quiz with `right` answers so far; with `chosen`, what that choice was worth. */
  | {
      readonly kind: "quiz";
      readonly seed: number;
      readonly number: number;
      readonly right: number;
      readonly chosen: Strategy | null;
    }
  /** What needs the store or an admin's rights: the words of the command (see `request.ts`). */
  | { readonly kind: "office"; readonly request: readonly string[] }
  | { readonly kind: "privacy" };
