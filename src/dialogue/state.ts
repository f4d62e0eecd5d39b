import type { Answers } from "../advice/questions.ts";
import type { Action } from "./action.ts";

/** A choice that a reply offered. `number` is null for those that answer nothing; `wire` is its action (see `wire.ts`). */
export type Offer = {
  readonly label: string;
  readonly number: number | null;
  readonly wire: string;
};

/** What was spoken of last: an entry, or a subject alone (`entry` null). */
export type Focus = { readonly subject: string; readonly entry: string | null };

/** What free text needs to be understood; presses carry their own. Survives JSON. */
export type State = {
  readonly version: 1;
  /** Asked for by the person in this conversation, or null. */
  readonly chosenLanguage: string | null;
  /** Language of the last reply, or null before the first. */
  readonly language: string | null;
  readonly answers: Answers;
  /** Whether a question of the flow is waiting for an answer. */
  readonly asking: boolean;
  /** The answers of the last advice, or null when none was given since the last start or cancel. */
  readonly advised: Answers | null;
  /** Answers before a "what if", or null. */
  readonly original: Answers | null;
  /** What produces the last reply again ("repeat", "more"), or null. */
  readonly last: Action | null;
  /** What the last answer was about, or null before the first. */
  readonly focus: Focus | null;
  /** Told to be silent here unless spoken to. */
  readonly quiet: boolean;
  /** The choices of the last reply, so that each can be typed by its label, or by its number where it has one. */
  readonly offered: readonly Offer[];
  /** The card of the welcome that was shown last; 0 before the first. */
  readonly welcomed: number;
  /** The session that the people of a thread share, or null before its first; answers by the member's mark. */
  readonly team: {
    readonly open: boolean;
    readonly members: Readonly<Record<string, Answers>>;
  } | null;
};

/** The state of a conversation that has not begun. */
export const NEW_STATE: State = {
  version: 1,
  chosenLanguage: null,
  language: null,
  answers: {},
  asking: false,
  advised: null,
  original: null,
  last: null,
  focus: null,
  quiet: false,
  offered: [],
  welcomed: 0,
  team: null,
};
