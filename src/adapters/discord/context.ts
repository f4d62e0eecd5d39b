import type { APIInteraction } from "discord.js";
import type { Delivery, Settled } from "../../store/store.ts";
import type { Route } from "../adapter.ts";
import { type Acknowledge, type Answering, answer } from "./connection/acknowledge.ts";
import type { Api } from "./connection/api.ts";
import { createChannels } from "./connection/channels.ts";
import { describeFault } from "./connection/errors.ts";
import { createMemory } from "./connection/memory.ts";
import { createHint } from "./connection/permission-hints.ts";
import { interactionsRoute } from "./connection/receiver.ts";
import { readPublicKey } from "./connection/signature.ts";
import { deliver } from "./delivery/deliver.ts";
import type { Posting } from "./delivery/posting.ts";
import { plan } from "./events/interactions.ts";
import { createJoins, type Member } from "./events/joins.ts";
import { type MessageContext, onDelete, onMessage } from "./events/messages.ts";
import type { Incoming } from "./events/parse-message.ts";
import type { DiscordOptions, Self } from "./ports.ts";
import { createPrepare } from "./render/files.ts";

/** Where everything that comes from Discord is handled, whichever way it came. Handlers never throw. */
export type DiscordContext = {
  readonly routes: readonly Route[];
  interact(interaction: APIInteraction): void;
  hear(message: Incoming): void;
  removed(channel: string, messages: readonly string[]): void;
  came(member: Member): void;
  changed(member: Member): void;
  deliver(delivery: Delivery): Promise<Settled>;
  /** Waits for what is being handled, at most `withinMs`. */
  drain(withinMs: number): Promise<void>;
};

/** How many questions and interactions one process remembers, beside what the store knows. */
const REMEMBERED = 10_000;

/** @throws when the public key is malformed */
export function createDiscordContext(
  options: DiscordOptions,
  api: Api,
  self: Self,
): DiscordContext {
  const { config, log } = options;
  const answers = createMemory<string>(REMEMBERED);
  const removed = createMemory<true>(REMEMBERED);
  const answered = createMemory<true>(REMEMBERED);
  const { run, drain } = createRunner(log);
  const answerTo = async (turn: string) =>
    answers.get(turn) ?? (await options.answerTo?.(turn)) ?? null;
  const channels = createChannels(api, self);
  const joins = createJoins(options, channels.guildLocale);
  const prepare = createPrepare(options.content, options.draw, log);
  const shared = { ...options, api, prepare, me: self.me, answerTo };
  const posting: Posting = {
    ...shared,
    hint: createHint(api, options, channels.missing),
    remember: answers.set,
    isRemoved: (turn) => removed.get(turn) ?? false,
  };
  const hearing: MessageContext = {
    ...shared,
    channel: channels.look,
    manages: channels.manages,
    noteRemoved: (turn) => removed.set(turn, true),
  };
  const answering: Answering = {
    ...shared,
    once: options.once ?? createOnce(),
    pressed: createMemory<number>(REMEMBERED),
  };
  const receive = async (interaction: APIInteraction, acknowledge: Acknowledge) => {
    const planned = plan(answering, interaction);
    if (planned) await answer(answering, interaction, planned, acknowledge);
  };
  const callback = ({ id, token }: APIInteraction, ...response: Parameters<Acknowledge>) =>
    api.callback(id, token, ...response);

  return {
    routes:
      config.publicKey === null
        ? []
        : [
            interactionsRoute(
              readPublicKey(config.publicKey),
              options.wallClock ?? options.now,
              receive,
              callback,
            ),
          ],
    interact(interaction) {
      if (answered.get(interaction.id)) return;
      answered.set(interaction.id, true);
      run(() => receive(interaction, (...response) => callback(interaction, ...response)));
    },
    hear: (message) => run(() => onMessage(hearing, message)),
    removed: (channel, messages) => run(() => onDelete(hearing, channel, messages)),
    came: (member) => run(() => joins.came(member)),
    changed: (member) => run(() => joins.changed(member)),
    deliver: (delivery) => deliver(posting, delivery),
    drain,
  };
}

/** Runs handlers, logs those that fail, and knows which are running. */
function createRunner(log: DiscordOptions["log"]) {
  const running = new Set<Promise<void>>();
  return {
    run(work: () => Promise<void>): void {
      const done = work()
        .catch((error) => {
          const fields = { platform: "discord", error: describeFault(error), err: error };
          log.error(fields, "an event failed");
        })
        .finally(() => running.delete(done));
      running.add(done);
    },
    async drain(withinMs: number): Promise<void> {
      const late = new Promise((resolve) => setTimeout(resolve, withinMs).unref());
      await Promise.race([Promise.allSettled(running), late]);
    },
  };
}

function createOnce(): (name: string) => Promise<boolean> {
  const seen = createMemory<true>(REMEMBERED);
  return async (name) => {
    if (seen.get(name)) return false;
    seen.set(name, true);
    return true;
  };
}
