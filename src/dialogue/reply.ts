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
 * What a reply is made of. Texts carry `**bold**` and `` `code` `` only (see `text/markup.ts`) and citations as `[1]`.
 * A `note` is small print; `progress` counts answered questions; a `file` is text to be delivered as an attachment.
 */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "progress"; readonly done: number; readonly of: number; readonly text: string }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "picture"; readonly picture: Picture; readonly alt: string }
  | { readonly kind: "file"; readonly name: string; readonly mime: string; readonly text: string }
  | { readonly kind: "sources"; readonly items: readonly CitedSource[] };

/**
 * Something to choose. An `option` answers the pending question and has a number; a `control` acts on the flow or the
 * reply; a `topic` leads to another answer; an `extra` opens more about an advice. `label` is at most 75 characters,
 * `description` at most 100 or null.
 */
export type Choice = {
  readonly role: "option" | "control" | "topic" | "extra";
  readonly label: string;
  readonly description: string | null;
  readonly action: Action;
  readonly primary: boolean;
  /** Where it is answered; absent: as is usual for its action (see `placement.ts`). */
  readonly placement?: Placement;
};

/** Who may use the choices of a reply: each member of a thread's team for themselves, or anyone for themselves. */
export type Pressers = "members" | "anyone";

/**
 * One message of the bot. `about` (such as `topic:peft_lora`) is for logs and tests: it is never shown, and nothing is decided
 * by it.
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
