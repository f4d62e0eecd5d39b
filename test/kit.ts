import { composeKit } from "../src/compose.ts";
import type { Outcome } from "../src/core/reply.ts";
import { respond } from "../src/core/respond.ts";
import { NEW_STATE, type State } from "../src/core/state.ts";
import type { Input, Turn } from "../src/core/turn.ts";

/** The real kit, composed once a test file. */
export const kit = composeKit();

/** A turn of a person who spoke to the bot. */
export function turnOf(input: Input, more: Partial<Turn> = {}): Turn {
  return {
    id: "t",
    key: "test:W/C/-/U",
    input,
    locale: null,
    preferred: null,
    customary: null,
    addressed: true,
    overheard: false,
    admin: false,
    ...more,
  };
}

/** What the bot makes of a text. */
export function hear(text: string, state: State = NEW_STATE, more: Partial<Turn> = {}): Outcome {
  return respond(kit, state, turnOf({ kind: "text", text }, more));
}

/** Several texts after one another; the last outcome. */
export function converse(...texts: readonly string[]): Outcome {
  return texts.reduce<Outcome>((before, text) => hear(text, before.state), {
    state: NEW_STATE,
    reply: null,
    effects: [],
  });
}
