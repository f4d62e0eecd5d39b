import type { APIInteraction } from "discord.js";
import { channelKey, keyOf, personKey, workspaceOf } from "../../../store/keys.ts";
import { FLAGS } from "../render/limits.ts";

/** Where something was said. `guild` null: a direct or group message; `channel` is a thread's parent where there is a thread. */
export type Conversation = {
  readonly guild: string | null;
  readonly channel: string;
  readonly thread: string | null;
  /** Whether only the person and the bot can read it. */
  readonly isDirect: boolean;
};

const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types */
const PRIVATE_CHANNEL = 2;

/** The place of an interaction, or null when it has none (a ping). */
export function conversationOf(interaction: APIInteraction): Conversation | null {
  const { channel, guild_id: guild = null, context } = interaction;
  if (!channel) return null;
  const parent = THREADS.has(channel.type) && "parent_id" in channel ? channel.parent_id : null;
  return {
    guild,
    channel: parent ?? channel.id,
    thread: parent ? channel.id : null,
    isDirect: guild === null && context !== PRIVATE_CHANNEL,
  };
}

/** Stands for the guild in keys of what is said outside of any. */
export const OUTSIDE = "@me";

/** The conversation that a person has in a place, such as `discord:G1/C1/-/U1`. */
export function conversationKey({ guild, channel, thread }: Conversation, user: string): string {
  return keyOf({ platform: "discord", workspace: guild ?? OUTSIDE, channel, thread, user });
}

/** ADMINISTRATOR and MANAGE_GUILD: https://docs.discord.com/developers/topics/permissions */
const ADMIN_BITS = (1n << 3n) | (1n << 5n);

/** Whether the person may manage the guild of the interaction. */
export function isAdmin({ member }: APIInteraction): boolean {
  return member !== undefined && allowManaging(BigInt(member.permissions));
}

/** Whether permissions allow to manage a guild. */
export function allowManaging(permissions: bigint): boolean {
  return (permissions & ADMIN_BITS) !== 0n;
}

/** The person in all places of a guild, or in messages outside one. */
export function personId({ guild }: Conversation, user: string): string {
  return personKey("discord", guild ?? OUTSIDE, user);
}

/** Language scopes from the most to the least specific: person, thread, channel, guild. */
export function languageScopes(place: Conversation, user: string): readonly string[] {
  const { guild, channel, thread } = place;
  const home = workspaceOf(conversationKey(place, user));
  return [
    personId(place, user),
    ...(thread ? [`${home}/${channel}/${thread}`] : []),
    channelKey("discord", guild ?? OUTSIDE, channel),
    ...(guild ? [home] : []),
  ];
}

/** Whether an answer is only for the person: in private messages, and outside threads, where it would be noise. */
export function isPrivateHere(flags: number | undefined, place: Conversation): boolean {
  return isEphemeral(flags) || (!place.isDirect && place.thread === null);
}

/** Whether a message with these flags is seen by one person only. */
export function isEphemeral(flags: number | undefined): boolean {
  return ((flags ?? 0) & FLAGS.ephemeral) !== 0;
}
