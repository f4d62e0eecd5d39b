import type { Adapter } from "../src/adapters/adapter.ts";
import { createConverse } from "../src/converse.ts";
import type { Kit } from "../src/core/kit.ts";
import { respond } from "../src/core/respond.ts";
import { createDeliverer } from "../src/deliver.ts";
import type { Store } from "../src/store/store.ts";

const SILENT = { info() {}, warn() {}, error() {} };

type Parts = {
  readonly store: Store;
  readonly kit: Kit;
  /** May be filled later. */
  readonly adapters: readonly Pick<Adapter, "name" | "isReady" | "deliver">[];
  readonly now: () => number;
};

/** The dialogue and the outbox over a store, for adapters. The caller starts and stops the deliverer. */
export function connect({ store, kit, adapters, now }: Parts) {
  const deliverer = createDeliverer({ store, adapters, log: SILENT });
  const converse = createConverse({
    store,
    respond,
    kit,
    log: SILENT,
    now,
    rates: null,
    queued: (delivery) => deliverer.queued(delivery),
    worker: deliverer.worker,
  });
  return { deliverer, converse };
}
