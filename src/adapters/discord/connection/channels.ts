import { allowManaging } from "../events/conversation.ts";
import type { Channel } from "../events/messages.ts";
import type { Self } from "../ports.ts";
import type { Api } from "./api.ts";
import { createMemory } from "./memory.ts";
import { PERMISSIONS, type PermissionName } from "./permission-hints.ts";

/** What the client knows of channels and guilds, asked for where it does not. */
export type Channels = {
  /** @throws when Discord does not tell. */
  look(id: string): Promise<Channel>;
  /** The permissions that the bot lacks in a channel, of those it needs; all of them where it does not see the channel. */
  missing(id: string): readonly PermissionName[];
  guildLocale(id: string): string | null;
  /** Whether a member with these roles may manage the guild; false where the guild is not known. */
  manages(guild: string, user: string, roles: readonly string[]): boolean;
};

const THREADS: ReadonlySet<unknown> = new Set([10, 11, 12]);
/** Text and announcement channels: https://docs.discord.com/developers/topics/threads */
const THREAD_HOLDERS: ReadonlySet<unknown> = new Set([0, 5]);
const THREAD_PERMISSIONS: readonly PermissionName[] = [
  "CreatePublicThreads",
  "SendMessagesInThreads",
];
const NAMES = Object.keys(PERMISSIONS) as PermissionName[];

export function createChannels(api: Api, { client, me }: Self): Channels {
  const asked = createMemory<Channel>(10_000);
  const missing = (id: string): readonly PermissionName[] => {
    const channel = client()?.channels.cache.get(id);
    const granted = channel && "permissionsFor" in channel ? channel.permissionsFor(me()) : null;
    return granted ? NAMES.filter((name) => !granted.has(PERMISSIONS[name])) : NAMES;
  };
  return {
    missing,
    guildLocale: (id) => client()?.guilds.cache.get(id)?.preferredLocale ?? null,
    manages(guild, user, roles) {
      const known = client()?.guilds.cache.get(guild);
      if (!known) return false;
      // The role that everyone has is named like the guild.
      const own = [guild, ...roles].map((id) => known.roles.cache.get(id)?.permissions.bitfield);
      return known.ownerId === user || own.some((bits) => bits && allowManaging(bits));
    },
    async look(id) {
      const known = client()?.channels.cache.get(id);
      if (known) {
        const isThread = known.isThread();
        const lacking = missing(id);
        return {
          isThread,
          parent: isThread ? known.parentId : null,
          owner: isThread ? known.ownerId : null,
          holdsThreads:
            THREAD_HOLDERS.has(known.type) &&
            !THREAD_PERMISSIONS.some((name) => lacking.includes(name)),
        };
      }
      const channel = asked.get(id) ?? readChannel(await api.channel(id));
      asked.set(id, channel);
      return channel;
    },
  };
}

function readChannel(payload: unknown): Channel {
  const { type, parent_id, owner_id } = (payload ?? {}) as Readonly<Record<string, unknown>>;
  const isThread = THREADS.has(type);
  return {
    isThread,
    parent: isThread && typeof parent_id === "string" ? parent_id : null,
    owner: isThread && typeof owner_id === "string" ? owner_id : null,
    holdsThreads: THREAD_HOLDERS.has(type),
  };
}
