import type {
  GatewayGuildMemberAddDispatchData,
  GatewayGuildMemberUpdateDispatchData,
} from "discord.js";
import { createMemory } from "../connection/memory.ts";
import type { DiscordOptions } from "../ports.ts";

/** A member as the events on joining and changing bring it. */
export type Member = Pick<
  GatewayGuildMemberAddDispatchData | GatewayGuildMemberUpdateDispatchData,
  "guild_id" | "user" | "joined_at" | "pending"
>;

/** Tells of people who have come into a guild, once they have passed its rules. */
export type Joins = {
  came(member: Member): Promise<void>;
  changed(member: Member): Promise<void>;
};

/** The same join comes two or three times (discord/discord-api-docs#3377): its id is the time of joining. */
export function createJoins(
  { joined }: Pick<DiscordOptions, "joined">,
  guildLocale: (guild: string) => string | null,
): Joins {
  const waiting = createMemory<string>(10_000);
  const tell = async (guild: string, user: string, joinedAt: string) => {
    const id = `discord:${guild}/${user}/${Date.parse(joinedAt).toString(36)}`;
    await joined?.({ guild, user, id, locale: guildLocale(guild) });
  };
  return {
    async came({ guild_id, user, joined_at, pending }) {
      if (user.bot) return;
      if (pending) waiting.set(`${guild_id}/${user.id}`, joined_at ?? "");
      else await tell(guild_id, user.id, joined_at ?? "");
    },
    async changed({ guild_id, user, pending }) {
      const key = `${guild_id}/${user.id}`;
      const joinedAt = waiting.get(key);
      if (!joinedAt || pending) return;
      waiting.set(key, "");
      await tell(guild_id, user.id, joinedAt);
    },
  };
}
