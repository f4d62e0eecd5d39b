import { setImmediate as immediate } from "node:timers/promises";

/** So many passes of the event loop a platform's client takes at most to hand an answer to the network. */
const PASSES = 4;

/** Waits until an answer that has just been begun has left. */
export async function yieldToIO(): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) await immediate();
}
