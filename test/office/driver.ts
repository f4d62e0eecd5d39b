import { createCommunity } from "../../src/community.ts";
import { createConverse, type TurnRecord } from "../../src/converse.ts";
import { respond } from "../../src/core/respond.ts";
import { createDeliverer } from "../../src/deliver.ts";
import { createStore } from "../../src/store/open.ts";
import { kit } from "../kit.ts";
import { SILENT } from "./rig.ts";

/** Who acts on a platform. */
export type Someone = { readonly user: string; readonly locale: string; readonly admin: boolean };

/** A platform's fake with the whole bot on it. `say` is a command's words; `press` takes the newest choice of that label. */
export type Driver = {
  say(who: Someone, words: string): Promise<void>;
  press(who: Someone, label: string): Promise<void>;
  /** What the turns were about, in order. */
  readonly records: readonly TurnRecord[];
  stop(): Promise<void>;
};

type Adapters = Parameters<typeof createDeliverer>[0]["adapters"];

/** Dialogue, office, store in memory and outbox; the adapter is still to be put into `adapters`. */
export async function startParts(now: () => number, adapters: Adapters) {
  const store = await createStore("memory:", { now });
  const deliverer = createDeliverer({ store, adapters, log: SILENT });
  const community = createCommunity({
    store,
    kit,
    log: SILENT,
    now,
    retentionDays: 180,
    queued: () => deliverer.queued(null),
  });
  const records: TurnRecord[] = [];
  const converse = createConverse({
    store,
    respond,
    kit,
    attend: community.attend,
    log: SILENT,
    metrics: (record) => records.push(record),
    now,
    rates: null,
    queued: (delivery) => deliverer.queued(delivery),
    worker: deliverer.worker,
  });
  deliverer.start();
  return {
    store,
    community,
    records,
    /** What the options of both adapters have in common. */
    ports: {
      converse,
      content: kit.content,
      draw: null,
      log: SILENT,
      readFacts: (text: string, language: string) =>
        kit.understanding.read(text, null, {}, language).answers,
      preferredLanguage: (scopes: readonly string[]) => store.preferredLanguage(scopes),
      follows: (key: string) => store.follows(key),
      answerTo: (turn: string) => store.answerTo(turn),
      listens: community.listens,
    },
    async stop(): Promise<void> {
      await deliverer.stop(1_000);
      await store.close();
    },
  };
}
