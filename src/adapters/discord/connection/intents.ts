import type { DiscordConfig } from "../ports.ts";

/** Bits of the gateway's intents: https://docs.discord.com/developers/events/gateway#list-of-intents */
const INTENTS = {
  guilds: 1 << 0,
  members: 1 << 1,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** The privileged intents, by their switch in the developer portal and the setting that asks for them. */
const PRIVILEGED = [
  { field: "messageContent", name: "Message Content Intent", setting: "DISCORD_MESSAGE_CONTENT" },
  { field: "members", name: "Server Members Intent", setting: "DISCORD_MEMBERS" },
] as const satisfies readonly {
  readonly field: keyof DiscordConfig;
  readonly name: string;
  readonly setting: string;
}[];

type Wanted = Pick<DiscordConfig, "messageContent" | "members" | "applicationId">;

/** The intents of a connection. Messages that mention the bot, and direct ones, come with their text in any case. */
export function intentsFor({ messageContent, members }: Wanted): number {
  return (
    INTENTS.guilds |
    INTENTS.guildMessages |
    INTENTS.directMessages |
    (messageContent ? INTENTS.messageContent : 0) |
    (members ? INTENTS.members : 0)
  );
}

/** The gateway's close code: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
export const DISALLOWED_INTENTS = 4014;

/** What to do when the gateway refuses the intents (close code 4014). */
export function explainIntents(wanted: Wanted): string {
  const asked = PRIVILEGED.filter(({ field }) => wanted[field]);
  const switches = asked.map(({ name }) => `"${name}"`).join(" and ");
  const settings = asked.map(({ setting }) => setting).join(" and ");
  return (
    `Discord refused the intents (close code 4014). Turn on ${switches} under Privileged Gateway Intents at ` +
    `https://discord.com/developers/applications/${wanted.applicationId ?? ""}${wanted.applicationId ? "/bot" : ""}` +
    `, or do without by removing ${settings}.`
  );
}

/** The wanted intents that the application has not switched on, from its `flags`; each with what to do. */
export function intentFaults(wanted: Wanted, flags: number): readonly string[] {
  return PRIVILEGED.filter(({ field }) => wanted[field] && (flags & SWITCHED_ON[field]) === 0).map(
    ({ name, setting }) =>
      `${setting} is on, but "${name}" is off in the developer portal: turn it on, or remove ${setting}`,
  );
}

/** Either bit counts, the second being for bots in few guilds: https://docs.discord.com/developers/resources/application */
const SWITCHED_ON = {
  messageContent: (1 << 18) | (1 << 19),
  members: (1 << 14) | (1 << 15),
} as const;
