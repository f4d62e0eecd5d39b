import { createDiscordAdapter } from "../../src/adapters/discord/adapter.ts";
import {
  onMessageCommand,
  parts,
  press,
  slash,
  spoken,
  submit,
  words,
} from "../fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/server.ts";
import { CHANNEL, type FakeMessage, GUILD, TOKEN, userOf } from "../fakes/discord/world.ts";
import { type Asked, type Card, type Platform, type ReplyTarget, until } from "./parity.ts";
import { type Running, startDialogue } from "./parity-dialogue.ts";

type Part = Readonly<Record<string, unknown>>;

/** GUILD_MEMBERS and MESSAGE_CONTENT. */
const INTENTS = (1 << 1) | (1 << 15);
const LOBBY: ReplyTarget = { channel: CHANNEL, thread: null, direct: false };

/** Discord with the whole bot, over the gateway and the REST API. */
export async function startDiscord(running: Running): Promise<Platform> {
  const discord = await startFakeDiscord({ intents: INTENTS });
  let people = 400_000_000_000_000_100n;
  let bot = await startBot(discord, running);
  const admins = new Set<string>();
  const directs = new Map<string, ReplyTarget>();

  const dispatch = (event: string, payload: object) =>
    discord.gateway.dispatch(event, payload as Part);
  const actor = (user: string, target: ReplyTarget) => ({
    user,
    channel: target.channel,
    guild: target.direct ? null : GUILD,
    admin: admins.has(user),
  });
  async function interact(fields: Part) {
    const { payload, answered } = discord.interactions.begin(fields);
    dispatch("INTERACTION_CREATE", payload);
    return await answered;
  }
  const pressPart = (user: string, card: Card, { id, value }: Control) =>
    interact(
      press(
        discord,
        card.message as FakeMessage,
        id,
        actor(user, card.target),
        value === null ? undefined : [value],
      ),
    );

  return {
    name: "discord",
    channel: LOBBY,
    newPerson(isAdmin = false) {
      people += 1n;
      if (isAdmin) admins.add(String(people));
      return String(people);
    },
    direct(person) {
      const known = directs.get(person);
      if (known) return known;
      const channel = `3${person.slice(1)}`;
      discord.world.addChannel(channel, 1, null, null);
      const target = { channel, thread: null, direct: true };
      directs.set(person, target);
      return target;
    },
    messages: () => discord.world.messages,
    look: (message) => cardOf(discord, message as FakeMessage),
    async speak(user, target, text, mentions) {
      const isMention = mentions && !target.direct;
      const payload = spoken(`${isMention ? "@bot " : ""}${text}`, actor(user, target));
      dispatch("MESSAGE_CREATE", payload);
      const opens = isMention && target.thread === null;
      return {
        payload,
        target: opens ? { channel: payload.id, thread: payload.id, direct: false } : target,
      };
    },
    async speakAsBot(target, text) {
      const payload = spoken(`@bot ${text}`, actor("99", target));
      dispatch("MESSAGE_CREATE", { ...payload, author: { ...payload.author, bot: true } });
    },
    async repeat({ payload }) {
      dispatch("MESSAGE_CREATE", payload);
    },
    async edit({ payload }, text) {
      const edited_timestamp = "2026-01-01T00:01:00.000Z";
      const { content } = payload as ReturnType<typeof spoken>;
      const mention = /^<@\d+> /.exec(content)?.[0] ?? "";
      dispatch("MESSAGE_UPDATE", { ...payload, content: `${mention}${text}`, edited_timestamp });
    },
    async remove({ payload }) {
      const { id, channel_id, guild_id } = payload as Part;
      dispatch("MESSAGE_DELETE", { id, channel_id, ...(guild_id ? { guild_id } : {}) });
    },
    async command(user, target, asked) {
      await interact(slash(discord, optionsOf(asked), actor(user, target)));
    },
    async press(user, card, label) {
      await pressPart(user, card, control(card, label));
    },
    async pressOld(user, card) {
      await pressPart(user, card, { id: "tl0/answer/x", label: "", value: null });
    },
    async fill(user, card, answers) {
      const open = controlsOf(card.message as FakeMessage).find(({ id }) => /![a-z]+!/.test(id));
      if (!open) throw new Error(`no button opens the form among ${card.labels.join(", ")}`);
      const { response } = await pressPart(user, card, open);
      const id = String((response.data as Part).custom_id);
      const where = actor(user, card.target);
      await interact(submit(discord, card.message as FakeMessage, id, answers, where));
    },
    async adviseOn(user, text) {
      await interact(onMessageCommand(discord, text, actor(user, LOBBY)));
    },
    async join(user) {
      dispatch("GUILD_MEMBER_ADD", {
        guild_id: GUILD,
        user: userOf(user),
        roles: [],
        joined_at: "2026-01-01T00:00:00.000Z",
        deaf: false,
        mute: false,
        flags: 0,
        pending: false,
      });
    },
    async restart() {
      await bot.stop();
      bot = await startBot(discord, running);
    },
    async stop() {
      await bot.stop();
      await discord.stop();
      if (discord.refusals.length > 0) throw new Error(discord.refusals.join("\n"));
    },
  };
}

async function startBot(discord: FakeDiscord, running: Running) {
  const dialogue = await startDialogue(running, discord.now);
  const adapter = createDiscordAdapter({
    ...dialogue.options,
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
    once: (name, person) => dialogue.store.once(name, person),
    joined: ({ guild, ...join }) =>
      dialogue.joined({ workspace: `discord:${guild}`, channel: null, ...join }),
  });
  await adapter.start();
  dialogue.deliverBy(adapter);
  await until(() => adapter.isReady(), "the gateway is connected");
  return {
    async stop(): Promise<void> {
      await adapter.stop();
      await dialogue.stop();
    },
  };
}

/** The typed options of the command. */
function optionsOf({ words, page, facts, ...others }: Asked): Readonly<Record<string, string>> {
  return {
    ...(words === undefined ? {} : { question: words }),
    ...(page === undefined ? {} : { show: page }),
    ...others,
    ...facts,
  };
}

function cardOf({ world }: FakeDiscord, message: FakeMessage): Card {
  const shown = parts(message.body);
  const { type, parent_id } = world.channels.get(message.channel_id) ?? {};
  const said = words(message.body);
  return {
    message,
    edits: message.edits,
    target: {
      channel: message.channel_id,
      thread: parent_id ? message.channel_id : null,
      direct: type === 1,
    },
    isPrivate: message.ephemeral,
    words: said,
    spoken: said,
    labels: controlsOf(message).map(({ label }) => label),
    pictures: shown
      .filter((part) => part.type === 12)
      .flatMap(({ items }) => (items as Part[]).map(({ description }) => String(description))),
    files: shown
      .filter((part) => part.type === 13)
      .map(({ file }) => String((file as Part).url).replace("attachment://", "")),
  };
}

/** A button, or an option of a menu with its value. Labels come without their number. */
type Control = { readonly id: string; readonly label: string; readonly value: string | null };

function controlsOf({ body }: FakeMessage): readonly Control[] {
  return parts(body).flatMap((part): readonly Control[] => {
    const id = String(part.custom_id);
    if (part.type === 2) return [{ id, label: String(part.label), value: null }];
    if (part.type !== 3) return [];
    return (part.options as { label: string; value: string }[]).map(({ label, value }) => ({
      id,
      label,
      value,
    }));
  });
}

function control(card: Card, label: string): Control {
  const found = controlsOf(card.message as FakeMessage).find((each) => each.label === label);
  if (!found) throw new Error(`no control ${label} among ${card.labels.join(", ")}`);
  return found;
}
