import { channelKey } from "../../../store/keys.ts";
import type { Api } from "../connection/api.ts";
import { describeFault } from "../connection/errors.ts";
import { removeQuietly } from "../delivery/posting.ts";
import type { DiscordOptions } from "../ports.ts";
import { readPosted } from "../render/posted.ts";
import { type Conversation, conversationKey, OUTSIDE } from "./conversation.ts";
import { hear, type Incoming, questionId, type Surroundings } from "./parse-message.ts";

/** What is known about a channel. */
export type Channel = {
  readonly isThread: boolean;
  readonly parent: string | null;
  readonly owner: string | null;
  /** Whether the bot can open threads in it. */
  readonly holdsThreads: boolean;
};

/** What hearing messages needs. */
export type MessageContext = Pick<
  DiscordOptions,
  "config" | "runTurn" | "log" | "follows" | "listens"
> & {
  readonly api: Api;
  readonly me: () => string;
  /** @throws when Discord does not tell. */
  readonly channel: (id: string) => Promise<Channel>;
  readonly answerTo: (turn: string) => Promise<string | null>;
  readonly manages: (guild: string, user: string, roles: readonly string[]) => boolean;
  /** Notes that a question was deleted, so that an answer still waiting is not posted. */
  readonly noteRemoved: (turn: string) => void;
};

/** A new or edited message: a turn if it is for the bot. Its answer goes through the outbox. */
export async function onMessage(hearing: MessageContext, message: Incoming): Promise<void> {
  const around = await surroundingsOf(hearing, message);
  const heard = around && hear(message, around);
  if (!heard) return;
  await hearing.runTurn(heard.turn, heard.address);
}

/** A deleted question takes its answer with it. */
export async function onDelete(
  hearing: MessageContext,
  channel: string,
  messages: readonly string[],
): Promise<void> {
  for (const message of messages) {
    const question = questionId(channel, message);
    hearing.noteRemoved(question);
    const posted = readPosted(await hearing.answerTo(question));
    for (const id of posted?.messages ?? [])
      await removeQuietly(hearing.api, posted?.channel ?? channel, id);
  }
}

async function surroundingsOf(
  hearing: MessageContext,
  message: Incoming,
): Promise<Surroundings | null> {
  const me = hearing.me();
  const opensThread =
    (hearing.config.answersIn ?? (hearing.config.messageContent ? "thread" : "reply")) === "thread";
  if (message.guild_id === undefined)
    return { me, parent: null, follows: false, opensThread: false, listens: false, isAdmin: false };
  const isMention =
    message.mentions.some(({ id }) => id === me) || message.referenced_message?.author.id === me;
  if (!isMention && message.content === "") return null;
  const isAdmin = hearing.manages(message.guild_id, message.author.id, message.member?.roles ?? []);
  const channel = await knownChannel(hearing, message.channel_id);
  if (!channel?.isThread)
    return {
      me,
      parent: null,
      follows: false,
      opensThread: opensThread && channel?.holdsThreads === true,
      listens: !isMention && (await listensIn(hearing, message)),
      isAdmin,
    };
  const parent = channel.parent ?? message.channel_id;
  const follows = isMention || channel.owner === me || (await hasBegun(hearing, message, parent));
  return { me, parent, follows, opensThread, listens: false, isAdmin };
}

async function listensIn({ listens }: MessageContext, message: Incoming): Promise<boolean> {
  return (
    (await listens?.(channelKey("discord", message.guild_id ?? OUTSIDE, message.channel_id))) ??
    false
  );
}

async function knownChannel({ channel, log }: MessageContext, id: string): Promise<Channel | null> {
  try {
    return await channel(id);
  } catch (error) {
    log.warn(
      { platform: "discord", error: describeFault(error) },
      "a channel could not be looked up",
    );
    return null;
  }
}

async function hasBegun(
  { follows }: MessageContext,
  message: Incoming,
  parent: string,
): Promise<boolean> {
  if (!follows) return false;
  const guild = message.guild_id ?? null;
  const place: Conversation = {
    guild,
    channel: parent,
    thread: message.channel_id,
    isDirect: false,
  };
  return await follows(conversationKey(place, message.author.id));
}
