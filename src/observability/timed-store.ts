import type { Store } from "../store/store.ts";

/** Hears how long an operation took, in seconds, and whether it failed. */
export type Stored = (operation: string, seconds: number, failed: boolean) => void;

/** The store, with the time of each of its operations told. `close` and what is not asynchronous are left as they are. */
export function timed(store: Store, stored: Stored): Store {
  const entries = Object.entries(store).map(([name, work]) => [
    name,
    name === "close" || typeof work !== "function" ? work : watched(name, work, stored),
  ]);
  return Object.fromEntries(entries) as Store;
}

type Work = (...given: unknown[]) => unknown;

function watched(name: string, work: Work, stored: Stored): Work {
  return (...given) => {
    const started = performance.now();
    const result = work(...given);
    if (!(result instanceof Promise)) return result;
    const tell = (failed: boolean) => stored(name, (performance.now() - started) / 1_000, failed);
    result.then(
      () => tell(false),
      () => tell(true),
    );
    return result;
  };
}
