import type { Client } from "discord.js";
import type { Log } from "../../../lib/log.ts";
import type { DiscordContext } from "../context.ts";
import {
  readDeleted,
  readInteraction,
  readMember,
  readMessage,
  readOwnId,
} from "../events/payload.ts";

/**
 * Hands the gateway's events to the discord as they come: the same JSON that HTTP interactions bring, before the client's
 * caches have changed it. `identify` hears the bot's user id before anything else comes.
 */
export function listen(
  client: Pick<Client, "ws">,
  discord: DiscordContext,
  identify: (me: string) => void,
  log: Log,
): void {
  const on = <T>(
    event: string,
    read: (payload: unknown) => T | null,
    handle: (payload: T) => void,
  ) =>
    client.ws.on(event as Parameters<Client["ws"]["on"]>[0], (payload: unknown) => {
      const known = read(payload);
      if (known !== null) return handle(known);
      log.warn({ platform: "discord", event }, "an event could not be read");
    });
  on("READY", readOwnId, identify);
  on("INTERACTION_CREATE", readInteraction, discord.interact);
  on("MESSAGE_CREATE", readMessage, discord.hear);
  on("MESSAGE_UPDATE", readMessage, (message) => {
    if (message.edited_timestamp) discord.hear(message);
  });
  for (const event of ["MESSAGE_DELETE", "MESSAGE_DELETE_BULK"]) {
    on(event, readDeleted, ({ channel, messages }) => discord.removed(channel, messages));
  }
  on("GUILD_MEMBER_ADD", readMember, discord.came);
  on("GUILD_MEMBER_UPDATE", readMember, discord.changed);
}
