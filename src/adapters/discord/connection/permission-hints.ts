import type { DiscordOptions } from "../ports.ts";
import type { Api } from "./api.ts";
import { describeFault } from "./errors.ts";
import { createMemory } from "./memory.ts";

/** Tells a person privately why the bot was silent, and what an admin has to allow. Never throws. */
export type Hint = (where: {
  readonly guild: string | null;
  readonly channel: string;
  readonly user: string;
  readonly language: string;
}) => Promise<void>;

/** One hint per person and channel in this time, in milliseconds. */
const PAUSE_MS = 24 * 60 * 60_000;

/** @param missing names the permissions that the bot lacks in a channel, as the client knows them */
export function createHint(
  api: Api,
  { content, log, now }: Pick<DiscordOptions, "content" | "log" | "now">,
  missing: (channel: string) => readonly string[],
): Hint {
  const told = createMemory<number>(10_000);
  return async ({ channel, user, language }) => {
    const key = `${channel}/${user}`;
    const last = told.get(key);
    if (last !== undefined && now() - last < PAUSE_MS) return;
    told.set(key, now());
    const names = missing(channel);
    log.warn({ platform: "discord", missing: names }, "permissions are missing in a channel");
    const permissions = names
      .map((name) => content.say(language, `discord:permissions.${name}`))
      .join(", ");
    try {
      const direct = await api.directChannel(user);
      await api.postPlain(direct, {
        content: content.say(language, "discord:missing_permissions", {
          channel: `<#${channel}>`,
          permissions,
        }),
        nonce: `hint-${now().toString(36)}`,
        replyTo: null,
      });
    } catch (error) {
      log.warn(
        { platform: "discord", error: describeFault(error) },
        "nobody could be told of missing permissions",
      );
    }
  };
}

/** What the bot needs to answer in a channel, by the names of discord.js, with the bits of the invite link. */
export const PERMISSIONS = {
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  CreatePublicThreads: 1n << 35n,
  SendMessagesInThreads: 1n << 38n,
} as const;
export type PermissionName = keyof typeof PERMISSIONS;
