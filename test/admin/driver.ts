import { createCommunity } from "../../src/app/community.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { createOutboxWorker } from "../../src/runtime/outbox-worker.ts";
import { createTurnRunner, type TurnRecord } from "../../src/runtime/turn-runner.ts";
import { createStore } from "../../src/store/open.ts";
import { deps } from "../support/dependencies.ts";
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

type Adapters = Parameters<typeof createOutboxWorker>[0]["adapters"];

/** Dialogue, office, store in memory and outbox; the adapter is still to be put into `adapters`. */
export async function startParts(now: () => number, adapters: Adapters) {
  const store = await createStore("memory:", { now });
  const outboxWorker = createOutboxWorker({ store, adapters, log: SILENT });
  const community = createCommunity({
    store,
    deps,
    log: SILENT,
    now,
    retentionDays: 180,
    queued: () => outboxWorker.queued(null),
  });
  const records: TurnRecord[] = [];
  const runTurn = createTurnRunner({
    store,
    respond,
    deps,
    gate: community.gate,
    log: SILENT,
    metrics: (record) => records.push(record),
    now,
    rates: null,
    queued: (delivery) => outboxWorker.queued(delivery),
    worker: outboxWorker.worker,
  });
  outboxWorker.start();
  return {
    store,
    community,
    records,
    /** What the options of both adapters have in common. */
    ports: {
      runTurn,
      content: deps.content,
      draw: null,
      log: SILENT,
      readFacts: (text: string, language: string) =>
        deps.understanding.read(text, null, {}, language).answers,
      preferredLanguage: (scopes: readonly string[]) => store.preferredLanguage(scopes),
      follows: (key: string) => store.follows(key),
      answerTo: (turn: string) => store.answerTo(turn),
      listens: community.listens,
    },
    async stop(): Promise<void> {
      await outboxWorker.stop(1_000);
      await store.close();
    },
  };
}
