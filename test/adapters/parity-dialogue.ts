import type { Adapter } from "../../src/adapters/adapter.ts";
import type { GateResult, TurnGate } from "../../src/admin/gate-result.ts";
import type { Answers } from "../../src/advice/questions.ts";
import { createCommunity } from "../../src/app/community.ts";
import type { Outcome } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { createOutboxWorker } from "../../src/runtime/outbox-worker.ts";
import { createTurnRunner } from "../../src/runtime/turn-runner.ts";
import { teamKey } from "../../src/store/keys.ts";
import { createStore } from "../../src/store/open.ts";
import { deps } from "../support/dependencies.ts";

const SILENT = { info() {}, warn() {}, error() {} };

/** How the bot is run: `outcomes` takes what came of each act; `office`: with settings, rights and records. */
export type Running = {
  readonly outcomes: Pick<Outcome, "reply">[];
  readonly office: boolean;
  /** What answers instead of the dialogue. */
  readonly respond?: typeof respond;
};

/** The real dialogue over a store in memory and the outbox, for one adapter. */
export async function startDialogue(running: Running, now: () => number) {
  const { outcomes, office } = running;
  const store = await createStore("memory:", { now });
  const adapters: Pick<Adapter, "name" | "isReady" | "deliver">[] = [];
  const outboxWorker = createOutboxWorker({ store, adapters, log: SILENT });
  const community = createCommunity({
    store,
    deps,
    log: SILENT,
    now,
    retentionDays: 180,
    queued: () => outboxWorker.queued(null),
  });
  const gate: TurnGate = async (turn, address) => {
    const attention = office ? await community.gate(turn, address) : PLAIN;
    if (attention.kind === "ignored") {
      outcomes.push({ reply: null });
      return attention;
    }
    return {
      ...attention,
      respond(state, dialogue) {
        const outcome = attention.respond(state, dialogue);
        outcomes.push(outcome);
        return outcome;
      },
    };
  };
  const runTurn = createTurnRunner({
    store,
    respond: running.respond ?? respond,
    deps,
    gate,
    log: SILENT,
    now,
    rates: null,
    queued: (delivery) => outboxWorker.queued(delivery),
    worker: outboxWorker.worker,
  });
  return {
    store,
    joined: community.joined,
    options: {
      runTurn,
      content: deps.content,
      draw: async () => Buffer.from("png"),
      log: SILENT,
      now,
      readFacts: (text: string, language: string): Answers =>
        deps.understanding.read(text, null, {}, language).answers,
      preferredLanguage: (scopes: readonly string[]) => store.preferredLanguage(scopes),
      follows: async (key: string) => {
        const team = teamKey(key);
        return (await store.follows(key)) || (team !== null && (await store.follows(team)));
      },
      listens: community.listens,
      answerTo: (turn: string) => store.answerTo(turn),
    },
    deliverBy(adapter: Pick<Adapter, "name" | "isReady" | "deliver">): void {
      adapters.push(adapter);
      outboxWorker.start();
    },
    async stop(): Promise<void> {
      await outboxWorker.stop(1_000);
      await store.close();
    },
  };
}

const PLAIN: GateResult = {
  kind: "answered",
  keeps: true,
  respond: (state, dialogue) => dialogue(state),
};
