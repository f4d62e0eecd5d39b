import type { Effect, Reply } from "../../src/dialogue/reply.ts";
import { NEW_STATE, type State } from "../../src/dialogue/state.ts";
import type { Address } from "../../src/store/address.ts";
import type { Change } from "../../src/store/store.ts";

export const KEY = "slack:T1/C1/17.1/U1";
export const PERSON = "slack:T1/U1";
export const ADDRESS: Address = { platform: "slack", place: { channel: "C1", user: "U1" } };

export function reply(text: string): Reply {
  return {
    about: "greeting",
    language: "en",
    blocks: [{ kind: "paragraph", text }],
    choices: [],
    audience: "everyone",
  };
}

export function textOf(sent: Reply | null): string | null {
  const block = sent?.blocks[0];
  return block?.kind === "paragraph" ? block.text : null;
}

/** A change that says `text` and, with an address, queues it. */
export function saying(
  text: string,
  more: { state?: State; address?: Address | null; effects?: readonly Effect[] } = {},
): () => Change {
  const { state = NEW_STATE, address = null, effects = [] } = more;
  return () => ({ state, reply: reply(text), effects, address });
}

/** A clock that a test moves. */
export function createClock(start = 1_700_000_000_000) {
  let at = start;
  return {
    now: () => at,
    pass: (ms: number) => {
      at += ms;
    },
  };
}
