import type { Client } from "discord.js";
import type { Log } from "../adapter.ts";
import type { Desk } from "./desk.ts";
import { readDeleted, readInteraction, readMember, readMessage, readOwnId } from "./payload.ts";

/**
 * Hands the gateway's events to the desk as they come: the same JSON that HTTP interactions bring, before the client's
 * caches have changed it. `identify` hears the bot's user id before anything else comes.
 */
export function listen(
  client: Pick<Client, "ws">,
  desk: Desk,
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
  on("INTERACTION_CREATE", readInteraction, desk.interact);
  on("MESSAGE_CREATE", readMessage, desk.hear);
  on("MESSAGE_UPDATE", readMessage, (message) => {
    if (message.edited_timestamp) desk.hear(message);
  });
  for (const event of ["MESSAGE_DELETE", "MESSAGE_DELETE_BULK"]) {
    on(event, readDeleted, ({ channel, messages }) => desk.removed(channel, messages));
  }
  on("GUILD_MEMBER_ADD", readMember, desk.came);
  on("GUILD_MEMBER_UPDATE", readMember, desk.changed);
}
