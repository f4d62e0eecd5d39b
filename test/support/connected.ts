import type { Adapter } from "../../src/adapters/adapter.ts";
import type { Dependencies } from "../../src/dialogue/dependencies.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { createOutboxWorker } from "../../src/runtime/outbox-worker.ts";
import { createTurnRunner } from "../../src/runtime/turn-runner.ts";
import type { Store } from "../../src/store/store.ts";

const SILENT = { info() {}, warn() {}, error() {} };

type Parts = {
  readonly store: Store;
  readonly deps: Dependencies;
  /** May be filled later. */
  readonly adapters: readonly Pick<Adapter, "name" | "isReady" | "deliver">[];
  readonly now: () => number;
};

/** The dialogue and the outbox over a store, for adapters. The caller starts and stops the outboxWorker. */
export function connect({ store, deps, adapters, now }: Parts) {
  const outboxWorker = createOutboxWorker({ store, adapters, log: SILENT });
  const runTurn = createTurnRunner({
    store,
    respond,
    deps,
    log: SILENT,
    now,
    rates: null,
    queued: (delivery) => outboxWorker.queued(delivery),
    worker: outboxWorker.worker,
  });
  return { outboxWorker, runTurn };
}
