import type {
  APIInteraction,
  Client,
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
  GatewayReadyDispatchData,
} from "discord.js";
import type { Desk } from "./desk.ts";
import type { Incoming } from "./incoming.ts";
import type { Member } from "./joins.ts";

/**
 * Hands the gateway's events to the desk as they come: the same JSON that HTTP interactions bring, before the client's
 * caches have changed it. `identify` hears the bot's user id before anything else comes.
 */
export function listen(client: Client, desk: Desk, identify: (me: string) => void): void {
  const on = <T>(event: string, handle: (payload: T) => void) =>
    client.ws.on(event as Parameters<Client["ws"]["on"]>[0], handle);
  on<GatewayReadyDispatchData>("READY", ({ user }) => identify(user.id));
  on<APIInteraction>("INTERACTION_CREATE", desk.interact);
  on<Incoming>("MESSAGE_CREATE", desk.hear);
  on<Incoming>("MESSAGE_UPDATE", (message) => {
    if (message.edited_timestamp) desk.hear(message);
  });
  on<GatewayMessageDeleteDispatchData>("MESSAGE_DELETE", ({ channel_id, id }) =>
    desk.removed(channel_id, [id]),
  );
  on<GatewayMessageDeleteBulkDispatchData>("MESSAGE_DELETE_BULK", ({ channel_id, ids }) =>
    desk.removed(channel_id, ids),
  );
  on<Member>("GUILD_MEMBER_ADD", desk.came);
  on<Member>("GUILD_MEMBER_UPDATE", desk.changed);
}
