import type {
  GatewayGuildMemberAddDispatchData,
  GatewayGuildMemberUpdateDispatchData,
} from "discord.js";
import { createMemory } from "./memory.ts";
import type { DiscordOptions } from "./ports.ts";

/** Tells of people who have come into a guild, once they have passed its rules. */
export type Joins = {
  came(member: GatewayGuildMemberAddDispatchData, locale: string | null): Promise<void>;
  changed(member: GatewayGuildMemberUpdateDispatchData, locale: string | null): Promise<void>;
};

/** The same join comes two or three times (discord/discord-api-docs#3377): its id is the time of joining. */
export function createJoins({ joined }: Pick<DiscordOptions, "joined">): Joins {
  const waiting = createMemory<string>(10_000);
  const tell = async (guild: string, user: string, joinedAt: string, locale: string | null) =>
    await joined?.({
      guild,
      user,
      id: `discord:${guild}/${user}/${Date.parse(joinedAt).toString(36)}`,
      locale,
    });
  return {
    async came({ guild_id, user, joined_at, pending }, locale) {
      if (user.bot) return;
      if (pending) waiting.set(`${guild_id}/${user.id}`, joined_at ?? "");
      else await tell(guild_id, user.id, joined_at ?? "", locale);
    },
    async changed({ guild_id, user, pending }, locale) {
      const key = `${guild_id}/${user.id}`;
      const joinedAt = waiting.get(key);
      if (!joinedAt || pending) return;
      waiting.set(key, "");
      await tell(guild_id, user.id, joinedAt, locale);
    },
  };
}
