import { composeDependencies } from "../../src/app/services.ts";
import type { Outcome } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { NEW_STATE, type State } from "../../src/dialogue/state.ts";
import type { Input, Turn } from "../../src/dialogue/turn.ts";

/** The real deps, composed once a test file. */
export const deps = composeDependencies();

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
    unprompted: false,
    admin: false,
    ...more,
  };
}

/** What the bot makes of a text. */
export function handleText(
  text: string,
  state: State = NEW_STATE,
  more: Partial<Turn> = {},
): Outcome {
  return respond(deps, state, turnOf({ kind: "text", text }, more));
}

/** Several texts after one another; the last outcome. */
export function runTurn(...texts: readonly string[]): Outcome {
  return texts.reduce<Outcome>((before, text) => handleText(text, before.state), {
    state: NEW_STATE,
    reply: null,
    effects: [],
  });
}
