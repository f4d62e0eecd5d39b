import { setTimeout as sleep } from "node:timers/promises";
import { createDiscordAdapter } from "../../../src/adapters/discord/adapter.ts";
import { composeDependencies } from "../../../src/app/services.ts";
import { createStore } from "../../../src/store/open.ts";
import { spoken } from "../../fakes/discord/acts.ts";
import type { Answered } from "../../fakes/discord/interactions.ts";
import type { FakeDiscord } from "../../fakes/discord/server.ts";
import { type FakeMessage, TOKEN } from "../../fakes/discord/world.ts";
import { connect } from "../../support/connected.ts";

const deps = composeDependencies();
const SILENT = { info() {}, warn() {}, error() {} };

/** The whole bot on the fake: the real dialogue, a store in memory, the outbox, the adapter. */
export async function startWhole(discord: FakeDiscord) {
  const store = await createStore("memory:", { now: discord.now });
  const adapters: ReturnType<typeof createDiscordAdapter>[] = [];
  const { outboxWorker, runTurn } = connect({ store, deps, adapters, now: discord.now });
  const adapter = createDiscordAdapter({
    config: {
      token: TOKEN,
      publicKey: null,
      applicationId: null,
      apiUrl: discord.apiUrl,
      messageContent: true,
      members: false,
      answersIn: null,
      isShard: false,
    },
    runTurn,
    content: deps.content,
    draw: async () => Buffer.from("png"),
    log: SILENT,
    now: discord.now,
    readFacts: (text, language) => deps.understanding.read(text, null, {}, language).answers,
    preferredLanguage: (scopes) => store.preferredLanguage(scopes),
    follows: (key) => store.follows(key),
    answerTo: (turn) => store.answerTo(turn),
    lastAdvice: (person) => store.lastAdvice(person),
    once: (name, person) => store.once(name, person),
  });
  adapters.push(adapter);
  await adapter.start();
  outboxWorker.start();
  while (!adapter.isReady()) await sleep(5);
  return {
    async interact(fields: Readonly<Record<string, unknown>>): Promise<Answered> {
      const { payload, answered } = discord.interactions.begin(fields);
      discord.gateway.dispatch("INTERACTION_CREATE", payload);
      return await answered;
    },
    /** Says something and gives what the bot posts in answer, in whatever place. */
    async say(
      text: string,
      actor: Parameters<typeof spoken>[1] = {},
    ): Promise<{ question: string; answer: FakeMessage }> {
      const count = discord.world.messages.length;
      const message = spoken(text, actor);
      discord.gateway.dispatch("MESSAGE_CREATE", message);
      while (discord.world.messages.length === count) await sleep(5);
      return { question: message.id, answer: discord.world.messages[count]! };
    },
    async stop(): Promise<void> {
      await adapter.stop();
      await outboxWorker.stop(1000);
      await store.close();
    },
  };
}
