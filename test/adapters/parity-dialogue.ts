import type { Adapter } from "../../src/adapters/adapter.ts";
import type { Answers } from "../../src/advice/questions.ts";
import { createCommunity } from "../../src/community.ts";
import { createConverse } from "../../src/converse.ts";
import type { Outcome } from "../../src/core/reply.ts";
import { respond } from "../../src/core/respond.ts";
import { createDeliverer } from "../../src/deliver.ts";
import type { Attend, Attention } from "../../src/office/attention.ts";
import { teamKey } from "../../src/store/keys.ts";
import { createStore } from "../../src/store/open.ts";
import { kit } from "../kit.ts";

const SILENT = { info() {}, warn() {}, error() {} };

/** How the bot is run: `outcomes` takes what came of each act; `office`: with settings, rights and records. */
export type Running = { readonly outcomes: Pick<Outcome, "reply">[]; readonly office: boolean };

/** The real dialogue over a store in memory and the outbox, for one adapter. */
export async function startDialogue({ outcomes, office }: Running, now: () => number) {
  const store = await createStore("memory:", { now });
  const adapters: Pick<Adapter, "name" | "isReady" | "deliver">[] = [];
  const deliverer = createDeliverer({ store, adapters, log: SILENT });
  const community = createCommunity({
    store,
    kit,
    log: SILENT,
    now,
    retentionDays: 180,
    queued: () => deliverer.queued(null),
  });
  const attend: Attend = async (turn, address) => {
    const attention = office ? await community.attend(turn, address) : PLAIN;
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
  const converse = createConverse({
    store,
    respond,
    kit,
    attend,
    log: SILENT,
    now,
    rates: null,
    queued: (delivery) => deliverer.queued(delivery),
    worker: deliverer.worker,
  });
  return {
    store,
    joined: community.joined,
    options: {
      converse,
      content: kit.content,
      draw: async () => Buffer.from("png"),
      log: SILENT,
      now,
      readFacts: (text: string, language: string): Answers =>
        kit.understanding.read(text, null, {}, language).answers,
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
      deliverer.start();
    },
    async stop(): Promise<void> {
      await deliverer.stop(1_000);
      await store.close();
    },
  };
}

const PLAIN: Attention = {
  kind: "answered",
  keeps: true,
  respond: (state, dialogue) => dialogue(state),
};
