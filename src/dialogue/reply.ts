import type { Answers } from "../advice/questions.ts";
import type { Action } from "./action.ts";
import type { Placement } from "./placement.ts";
import type { State } from "./state.ts";

/** A picture that an adapter has drawn: the decision map with a place marked, or the comparison table. */
export type Picture =
  | { readonly kind: "map"; readonly answers: Answers; readonly language: string }
  | { readonly kind: "comparison"; readonly language: string };

/** One cited source, numbered within its reply as in the text's `[1]`. */
export type CitedSource = {
  readonly number: number;
  readonly title: string;
  /** Its name where sources stand in one line. */
  readonly short: string;
  readonly url: string | null;
};

/**
 * What a reply is made of. Texts carry `**bold**` and `` `code` `` only (see `nlu/markup.ts`) and citations as `[1]`.
 * `facts` is one line of what was understood, with a bold `lead` before it (null: none); `labelled` is a bold label and its text;
 * `step` is the same in a quote bar: what to do now. A `note` is small print; `progress` counts questions up to this one; a
 * `file` is text to be delivered as an attachment.
 */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | {
      readonly kind: "facts";
      readonly lead: string | null;
      readonly items: readonly string[];
      readonly join: string;
    }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "labelled"; readonly label: string; readonly text: string }
  | { readonly kind: "step"; readonly label: string; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly string[] }
  | Table
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "progress"; readonly done: number; readonly of: number; readonly text: string }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "picture"; readonly picture: Picture; readonly alt: string }
  | { readonly kind: "file"; readonly name: string; readonly mime: string; readonly text: string }
  | {
      readonly kind: "sources";
      readonly items: readonly CitedSource[];
      /** What the line begins with, and what stands between its parts. */
      readonly label?: string;
      readonly join?: string;
      /** The code that opens this advice again, at the end of the line. */
      readonly code?: string;
    };

/**
 * Rows under a header. `units` says what stands behind the values of each column where the header is not shown (empty: nothing);
 * columns with a unit are numbers. `advised` is the index of the row that is advised.
 */
export type Table = {
  readonly kind: "table";
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly units?: readonly string[];
  readonly advised?: number;
};

/**
 * Something to choose. An `option` answers the pending question and has a number; a `control` is a button; a `topic` leads to
 * another answer and may be told in a line; an `extra` stands in the card's menu, under the heading `group` if it has one; a
 * `rating` judges the answer. `label` is at most 75 characters, `description` at most 75 or null.
 */
export type Choice = {
  readonly role: "option" | "control" | "topic" | "extra" | "rating";
  readonly label: string;
  readonly description: string | null;
  readonly action: Action;
  readonly primary: boolean;
  /** Where it is answered; absent: as is usual for its action (see `placement.ts`). */
  readonly placement?: Placement;
  readonly group?: string;
};

/** Who may use the choices of a reply: each member of a thread's team for themselves, or anyone for themselves. */
export type Pressers = "members" | "anyone";

/** What a card is for, shown by its colour where a platform has one. */
export type Tone = "advice" | "answer" | "question" | "unsure" | "administration";

/**
 * One message of the bot. `about` (such as `topic:peft_lora`) is for logs and tests: it is never shown, and nothing is decided
 * by it. `menu` is the name of the menu that holds the `extra` choices.
 */
export type Reply = {
  readonly about: string;
  readonly language: string;
  readonly blocks: readonly Block[];
  readonly choices: readonly Choice[];
  readonly audience: "everyone" | "asker";
  /** Absent: the asker alone. */
  readonly pressers?: Pressers;
  /** What produces this again for all to see; absent: it is of use to its asker alone. */
  readonly shareable?: Action;
  /** It shows what its asker has said, though nobody would post it for all. */
  readonly personal?: true;
  readonly tone?: Tone;
  readonly menu?: string;
};

/** What else a turn causes, saved in the same transaction as the state. */
export type Effect =
  | { readonly kind: "prefer_language"; readonly language: string }
  | {
      readonly kind: "rate";
      readonly about: string;
      readonly helpful: boolean;
      readonly reason: string | null;
    }
  | {
      readonly kind: "miss";
      readonly text: string;
      readonly language: string;
      readonly candidates: readonly string[];
    }
  | { readonly kind: "advised"; readonly strategy: string; readonly code: string };

/** The result of a turn. `reply` is null when silence is right. */
export type Outcome = {
  readonly state: State;
  readonly reply: Reply | null;
  readonly effects: readonly Effect[];
};

/** Draws a picture as PNG bytes; cached by its content. */
export type Draw = (picture: Picture) => Promise<Uint8Array>;
