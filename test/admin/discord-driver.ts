import { setTimeout as sleep } from "node:timers/promises";
import { createDiscordAdapter } from "../../src/adapters/discord/adapter.ts";
import { parts, press, slash } from "../fakes/discord/acts.ts";
import { startFakeDiscord } from "../fakes/discord/server.ts";
import { ANA, type FakeMessage, TOKEN } from "../fakes/discord/world.ts";
import { type Driver, type Someone, startParts } from "./driver.ts";

/** The whole bot on the fake Discord, in the guild's first channel. Every person of a test is Ana. */
export async function startDiscord() {
  const discord = await startFakeDiscord({ intents: (1 << 15) | (1 << 1) });
  const adapters: ReturnType<typeof createDiscordAdapter>[] = [];
  const { ports, records, stop, community, store } = await startParts(discord.now, adapters);
  const adapter = createDiscordAdapter({
    ...ports,
    config: {
      token: TOKEN,
      publicKey: null,
      applicationId: null,
      apiUrl: discord.apiUrl,
      messageContent: true,
      members: true,
      answersIn: null,
      isShard: false,
    },
    now: discord.now,
    once: (name, person) => store.once(name, person),
    joined: ({ guild, ...join }) =>
      community.joined({ workspace: `discord:${guild}`, channel: null, ...join }),
  });
  adapters.push(adapter);
  await adapter.start();
  while (!adapter.isReady()) await sleep(5);

  async function interact(fields: Readonly<Record<string, unknown>>): Promise<void> {
    const { payload, answered } = discord.interactions.begin(fields);
    discord.gateway.dispatch("INTERACTION_CREATE", payload);
    await answered;
  }

  const actor = ({ locale, admin }: Someone) => ({ user: ANA, locale, admin });

  /** The newest component with a label that begins so; options of menus included. */
  function find(label: string): {
    readonly card: FakeMessage;
    readonly id: string;
    readonly value: string | null;
  } {
    for (const card of discord.world.messages.toReversed()) {
      const found = choicesOf(card).find((each) => each.label.startsWith(label));
      if (found) return { card, ...found };
    }
    throw new Error(`No message has a choice ${label}`);
  }

  const driver: Driver = {
    records,
    say: (who, words) =>
      interact(slash(discord, { question: words.replace(/^\/tl-advise\s*/, "") }, actor(who))),
    async press(who, label) {
      const { card, id, value } = find(label);
      await interact(press(discord, card, id, actor(who), value === null ? undefined : [value]));
    },
    async stop() {
      await adapter.stop();
      await stop();
      await discord.stop();
    },
  };
  return { ...driver, discord, community, store };
}

type Option = { readonly label: string; readonly value: string };

/** What can be pressed or chosen in a message; `value` null: a button. */
function choicesOf(card: FakeMessage) {
  const found: { label: string; id: string; value: string | null }[] = [];
  for (const part of parts(card.body)) {
    const id = String(part.custom_id);
    if (part.type === 2) found.push({ label: String(part.label), id, value: null });
    const options = part.type === 3 ? (part.options as readonly Option[]) : [];
    for (const { label, value } of options) found.push({ label, id, value });
  }
  return found;
}
