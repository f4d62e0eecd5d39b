import type { APIMessage, GatewayMessageCreateDispatchData } from "discord.js";
import type { Turn } from "../../../dialogue/turn.ts";
import type { Address } from "../../../store/address.ts";
import { type Conversation, conversationKey } from "./conversation.ts";

/** A message as the gateway sends it, new or edited. */
export type Incoming = Pick<
  GatewayMessageCreateDispatchData,
  | "id"
  | "channel_id"
  | "guild_id"
  | "author"
  | "member"
  | "webhook_id"
  | "type"
  | "content"
  | "mentions"
  | "edited_timestamp"
  | "message_reference"
  | "referenced_message"
>;

/** What is known about the channel of a message. */
export type Surroundings = {
  /** The bot's own user id. */
  readonly me: string;
  /** The channel that the thread belongs to, or null where the message is not in a thread. */
  readonly parent: string | null;
  /** Whether the bot opened the thread, or the person's conversation has begun in it. */
  readonly follows: boolean;
  /** Whether a mention in a channel is answered in a thread of its own. */
  readonly opensThread: boolean;
  /** Whether questions that nobody asked the bot may be answered here. */
  readonly listens: boolean;
  /** Whether the person may manage the guild. */
  readonly isAdmin: boolean;
};

/** A message that is for the bot: the turn, and where its answer goes. */
export type ParsedMessage = { readonly turn: Turn; readonly address: Address };

/** Plain messages and replies: https://docs.discord.com/developers/resources/message#message-object-message-types */
const SPOKEN: ReadonlySet<number> = new Set([0, 19]);

/** Message → turn, or null when it is not for the bot: other bots, system messages, people talking to each other. */
export function hear(message: Incoming, around: Surroundings): ParsedMessage | null {
  if (message.author.bot || message.webhook_id || !SPOKEN.has(message.type)) return null;
  const isDirect = message.guild_id === undefined;
  const isMentioned = message.mentions.some(({ id }) => id === around.me);
  const addressed = isDirect || isMentioned || repliesTo(message, around.me);
  const unprompted = !addressed && around.parent === null && around.listens;
  if (!addressed && !around.follows && !unprompted) return null;
  if (!addressed && isForOthers(message, around.me)) return null;
  // What was answered unasked is not answered anew.
  if (unprompted && message.edited_timestamp) return null;
  const isBlanked = message.content === "" && !isDirect && !isMentioned;
  if (isBlanked) return null;

  const opens = around.opensThread && !isDirect && around.parent === null;
  const thread = around.parent !== null ? message.channel_id : opens ? message.id : null;
  const place: Conversation = {
    guild: message.guild_id ?? null,
    channel: around.parent ?? message.channel_id,
    thread,
    isDirect,
  };
  const turn: Turn = {
    id: turnId(message),
    key: conversationKey(place, message.author.id),
    input: { kind: "text", text: readableText(message, around.me) },
    locale: null,
    preferred: null,
    customary: null,
    addressed,
    unprompted,
    admin: around.isAdmin,
  };
  return { turn, address: addressOf(message, opens) };
}

/** The id of the turn that a message began, edited or not. */
export function questionId(channel: string, message: string): string {
  return `discord:${channel}/${message}`;
}

/** Each edit is an act of its own; whatever else changes a message (a preview, a pin) keeps the time of the last edit. */
function turnId({ channel_id, id, edited_timestamp }: Incoming): string {
  const question = questionId(channel_id, id);
  return edited_timestamp ? `${question}/${Date.parse(edited_timestamp).toString(36)}` : question;
}

function addressOf(message: Incoming, opens: boolean): Address {
  return {
    platform: "discord",
    place: {
      guild: message.guild_id ?? null,
      channel: message.channel_id,
      message: message.id,
      user: message.author.id,
      opensThread: opens,
      edited: message.edited_timestamp !== null && message.edited_timestamp !== undefined,
    },
  };
}

function repliesTo({ referenced_message }: Incoming, me: string): boolean {
  return referenced_message?.author.id === me;
}

function isForOthers(message: Incoming, me: string): boolean {
  const answered: APIMessage | null | undefined = message.referenced_message;
  return (
    (answered !== null && answered !== undefined && answered.author.id !== me) ||
    message.mentions.length > 0
  );
}

/**
 * The words of a message: the bot's own mention goes, other mentions, emoji and timestamps lose their numbers.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function readableText(
  { content, mentions }: Pick<Incoming, "content" | "mentions">,
  me: string,
): string {
  return content
    .replace(/<@!?(\d+)>/g, (_, id: string) => {
      if (id === me) return " ";
      const person = mentions.find((each) => each.id === id);
      return person ? `@${person.global_name ?? person.username}` : " ";
    })
    .replace(/<a?:(\w+):\d+>/g, " ")
    .replace(/<(?:#|@&|t:|id:|\/)[^<>]{1,80}>/g, " ")
    .replace(/[ \t]{2,}/g, " ")
    .trim();
}
