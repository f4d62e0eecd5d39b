import type { Log } from "../lib/log.ts";
import type { Use } from "../store/records.ts";
import type { Store } from "../store/store.ts";
import type { TurnRecord } from "./turn-runner.ts";

/** How often counts are saved: a turn costs the database nothing more. In ms. */
const SAVE_MS = 60_000;

/** Counts turns by day, platform and language, and saves the counts now and then. The caller starts and stops it. */
export type Usage = {
  count(turn: Pick<TurnRecord, "platform" | "language" | "fresh" | "missed">): void;
  start(): void;
  /** Saves what is left. */
  stop(): Promise<void>;
};

/** `now` in milliseconds since 1970. */
export function createUsage(store: Pick<Store, "addUses">, log: Log, now: () => number): Usage {
  const counts = new Map<string, Use>();
  let timer: NodeJS.Timeout | undefined;

  async function save(): Promise<void> {
    const uses = [...counts.values()];
    if (uses.length === 0) return;
    counts.clear();
    try {
      await store.addUses(uses);
    } catch (error) {
      for (const use of uses) add(use);
      log.warn({ error }, "counts of use could not be saved yet");
    }
  }

  function add(use: Use): void {
    const key = `${use.day} ${use.platform} ${use.language}`;
    const { turns = 0, misses = 0 } = counts.get(key) ?? {};
    counts.set(key, { ...use, turns: turns + use.turns, misses: misses + use.misses });
  }

  return {
    count({ platform, language, fresh, missed }) {
      if (!fresh) return;
      const day = new Date(now()).toISOString().slice(0, 10);
      add({ day, platform, language: language ?? "none", turns: 1, misses: missed ? 1 : 0 });
    },
    start() {
      timer ??= setInterval(() => void save(), SAVE_MS);
    },
    async stop() {
      clearInterval(timer);
      await save();
    },
  };
}
