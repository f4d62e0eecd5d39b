import type { Log } from "../../../lib/log.ts";

/** One connection of Socket Mode. `onLost` is called after each loss, until `disconnect`. */
export type Socket = {
  connect(): Promise<unknown>;
  disconnect(): Promise<unknown>;
  onLost(listener: () => void): void;
};

/** A connection that comes back by itself. */
export type Kept = {
  /** Connects. @throws when the first try fails. */
  open(): Promise<void>;
  close(): Promise<void>;
  isOpen(): boolean;
};

const LONGEST_BACKOFF_MS = 30_000;

/**
 * Keeps a connection: at once after a loss, then with growing pauses. The client's own reconnecting waits 5 s after each
 * of Slack's hourly refreshes and rejects unheard when it fails (https://github.com/slackapi/bolt-js/issues/929), so it is off.
 */
export function keepConnected(socket: Socket, log: Log): Kept {
  let isOpen = false;
  let isWanted = false;
  let timer: NodeJS.Timeout | undefined;

  async function reconnect(attempt: number): Promise<void> {
    if (!isWanted) return;
    try {
      await socket.connect();
      if (!isWanted) return void (await socket.disconnect());
      isOpen = true;
      log.info({ attempt }, "slack: connected again");
    } catch (error) {
      const waitMs = Math.min(500 * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
      log.warn({ error: String(error), attempt, waitMs }, "slack: not connected, trying again");
      timer = setTimeout(() => void reconnect(attempt + 1), waitMs);
    }
  }

  socket.onLost(() => {
    const wasOpen = isOpen;
    isOpen = false;
    if (isWanted && wasOpen) void reconnect(1);
  });

  return {
    async open() {
      isWanted = true;
      try {
        await socket.connect();
        isOpen = true;
      } catch (error) {
        isWanted = false;
        throw error;
      }
    },
    async close() {
      isWanted = false;
      clearTimeout(timer);
      if (isOpen) await socket.disconnect();
      isOpen = false;
    },
    isOpen: () => isOpen,
  };
}
