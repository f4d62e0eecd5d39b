import type { types } from "@slack/bolt";

/**
 * One block of a message with what it says in plain words. `instead`: the same without a table, as a message has room for
 * one table only.
 */
export type Piece = {
  readonly block: types.KnownBlock;
  readonly text: string;
  readonly instead?: readonly Piece[];
};

/** Where blocks are shown: modals and the Home tab have neither `table` nor `context_actions`. */
export type Surface = "message" | "view";
