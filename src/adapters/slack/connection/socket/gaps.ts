import type { Kept } from "./socket-mode.ts";

/** Connections that are refreshed one after the other leave no gap, and short ones Slack bridges. */
const SHORTEST_GAP_MS = 5_000;

export type Gaps = {
  /** To be called with each loss and return of a connection. */
  changed(): void;
};

/** Calls `ended` with the milliseconds for which no connection was open, once one is again. */
export function watchGaps(
  sockets: readonly Pick<Kept, "isOpen">[],
  now: () => number,
  ended: (gapMs: number) => void,
): Gaps {
  let since: number | null = null;
  return {
    changed() {
      const isOpen = sockets.some((socket) => socket.isOpen());
      if (!isOpen) since ??= now();
      else if (since !== null) {
        const gapMs = now() - since;
        since = null;
        if (gapMs >= SHORTEST_GAP_MS) ended(gapMs);
      }
    },
  };
}
