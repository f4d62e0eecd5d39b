import { setTimeout as sleep } from "node:timers/promises";

/** How long the store waits for a database that is busy or away, in ms, where the caller does not say. */
export const PATIENCE_MS = 2_000;

const LONGEST_PAUSE_MS = 500;

/** Runs `action` until it succeeds, its fault is not one that passes, or `withinMs` are over. @throws the last fault. */
export async function retryWhileBusy<T>(
  action: () => Promise<T>,
  isPassing: (error: unknown) => boolean,
  withinMs: number,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await action();
    } catch (error) {
      if (!isPassing(error) || performance.now() + pauseMs > until) throw error;
      await sleep(pauseMs * (0.75 + Math.random() / 2));
    }
  }
}

/** Runs what has the same name one after another, in the order of the calls. */
export function createQueues(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = last.get(name);
    const mine = before ? before.then(work, work) : work();
    const settled = mine
      .catch(() => undefined)
      .then(() => {
        if (last.get(name) === settled) last.delete(name);
      });
    last.set(name, settled);
    return mine;
  };
}
