import { waitAfter } from "../connection/errors.ts";

/** Waits for the given milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

/** Longest wait between two tries; what would take longer fails, as the person is gone by then. */
const LONGEST_WAIT_MS = 30_000;
const TRIES = 5;

/** Runs `action` again after rate limits, server faults and lost connections. @throws the last error. */
export async function retryCall<T>(action: () => Promise<T>, sleep: Sleep): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const waitMs = waitAfter(error, attempt);
      if (waitMs === null || waitMs > LONGEST_WAIT_MS || attempt >= TRIES) throw error;
      await sleep(waitMs);
    }
  }
}
