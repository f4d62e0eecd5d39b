import type { Outcome } from "../dialogue/reply.ts";
import type { State } from "../dialogue/state.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Address } from "../store/address.ts";

/**
 * How a turn is answered. `answered`: by `respond`, which may ask the dialogue; with `keeps` false nothing of the turn is
 * saved and it must be safe to run again. `ignored`: it was not meant for the bot, and nothing is noted.
 */
export type GateResult =
  | { readonly kind: "ignored" }
  | {
      readonly kind: "answered";
      readonly keeps: boolean;
      readonly respond: (state: State, dialogue: Dialogue) => Outcome;
    };

/** What the dialogue makes of the turn in a state. */
export type Dialogue = (state: State) => Outcome;

/** Looks at a turn before the dialogue does. `address` null: the reply is the acknowledgement. */
export type TurnGate = (turn: Turn, address: Address | null) => Promise<GateResult>;
