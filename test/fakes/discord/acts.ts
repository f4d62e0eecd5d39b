import { payload } from "./rest.ts";
import type { FakeDiscord } from "./server.ts";
import {
  ANA,
  BOT,
  CHANNEL,
  type FakeMessage,
  GUILD,
  MANAGERS,
  snowflake,
  userOf,
} from "./world.ts";

type Json = Readonly<Record<string, unknown>>;

/** Where and by whom something is done; the defaults are Ana in the guild's channel. */
export type Actor = {
  readonly user?: string;
  readonly channel?: string;
  readonly guild?: string | null;
  readonly locale?: string;
  readonly context?: number;
  /** Whether the person may manage the guild. */
  readonly admin?: boolean;
};

/** A message of a person, as MESSAGE_CREATE brings it. `<@BOT>` in the text is a mention. */
export function spoken(text: string, actor: Actor = {}, more: Json = {}) {
  const content = text.replaceAll("@bot", `<@${BOT}>`);
  const guild = actor.guild === undefined ? GUILD : actor.guild;
  const user = actor.user ?? ANA;
  return {
    id: snowflake(),
    channel_id: actor.channel ?? CHANNEL,
    ...(guild && {
      guild_id: guild,
      member: {
        roles: actor.admin ? [MANAGERS] : [],
        joined_at: "2026-01-01T00:00:00Z",
        deaf: false,
        mute: false,
        flags: 0,
      },
    }),
    author: userOf(user),
    type: 0,
    content,
    mentions: content.includes(`<@${BOT}>`) ? [{ ...userOf(BOT), bot: true }] : [],
    mention_roles: [],
    mention_everyone: false,
    attachments: [],
    embeds: [],
    components: [],
    timestamp: "2026-01-01T00:00:00.000Z",
    edited_timestamp: null as string | null,
    pinned: false,
    tts: false,
    flags: 0,
    ...more,
  };
}

/** The fields that every interaction has. */
function origin(
  { user = ANA, channel = CHANNEL, guild = GUILD, locale = "en-US", context, admin }: Actor,
  discord: FakeDiscord,
): Json {
  const { type = 0, parent_id = null } = discord.world.channels.get(channel) ?? {};
  const member = {
    user: userOf(user),
    roles: [],
    permissions: admin ? "32" : "0",
    joined_at: "2026-01-01T00:00:00Z",
    deaf: false,
    mute: false,
    flags: 0,
  };
  return {
    channel_id: channel,
    channel: { id: channel, type, ...(parent_id && { parent_id }) },
    locale,
    context: context ?? (guild ? 0 : 1),
    ...(guild
      ? {
          guild_id: guild,
          guild_locale: "ja",
          guild: { id: guild, locale: "ja", features: [] },
          member,
        }
      : { user: userOf(user) }),
  };
}

export function slash(
  discord: FakeDiscord,
  options: Readonly<Record<string, string>>,
  actor: Actor = {},
): Json {
  return {
    type: 2,
    ...origin(actor, discord),
    data: {
      id: snowflake(),
      type: 1,
      name: "tl-advise",
      options: Object.entries(options).map(([name, value]) => ({ type: 3, name, value })),
    },
  };
}

export function typing(discord: FakeDiscord, name: string, value: string, actor: Actor = {}): Json {
  return {
    type: 4,
    ...origin(actor, discord),
    data: {
      id: snowflake(),
      type: 1,
      name: "tl-advise",
      options: [{ type: 3, name, value, focused: true }],
    },
  };
}

export function onMessageCommand(discord: FakeDiscord, text: string, actor: Actor = {}): Json {
  const target = spoken(text, actor);
  return {
    type: 2,
    ...origin(actor, discord),
    data: {
      id: snowflake(),
      type: 3,
      name: "Advise on this",
      target_id: target.id,
      resolved: { messages: { [target.id]: target } },
    },
  };
}

export function press(
  discord: FakeDiscord,
  message: FakeMessage,
  customId: string,
  actor: Actor = {},
  values?: readonly string[],
): Json {
  return {
    type: 3,
    ...origin({ ...actor, channel: message.channel_id }, discord),
    message: payload(message),
    data: { component_type: values ? 3 : 2, custom_id: customId, ...(values && { values }) },
  };
}

export function submit(
  discord: FakeDiscord,
  message: FakeMessage,
  customId: string,
  chosen: Readonly<Record<string, string>>,
  actor: Actor = {},
): Json {
  return {
    type: 5,
    ...origin({ ...actor, channel: message.channel_id }, discord),
    message: payload(message),
    data: {
      custom_id: customId,
      components: ["data", "similarity", "compute"].map((id, index) => ({
        type: 18,
        id: index * 2 + 1,
        component: { type: 21, id: index * 2 + 2, custom_id: id, value: chosen[id] ?? null },
      })),
    },
  };
}

/** All components of a message, nested ones included. */
export function parts(body: Json): readonly Json[] {
  const flatten = (component: Json): Json[] => [
    component,
    ...((component.components ?? []) as Json[]).flatMap(flatten),
    ...(component.accessory
      ? [{ ...(component.accessory as Json), label: titleOf(component) }]
      : []),
  ];
  return ((body.components ?? []) as Json[]).flatMap(flatten);
}

/** What the button of a section is for: the section's first line. */
function titleOf(section: Json): string {
  const [text] = section.components as Json[];
  const [line = ""] = String(text?.content).split("\n");
  return line.replaceAll("**", "").replace(/\\(.)/g, "$1");
}

/** What a message says. */
export function words(body: Json): string {
  return parts(body)
    .filter(({ type }) => type === 10)
    .map(({ content }) => content)
    .join("\n");
}

/** The custom_id of the button or menu option with this label. @throws when there is none */
export function idOf(body: Json, label: string | RegExp): string {
  const found = parts(body).find(
    (part) =>
      typeof part.label === "string" &&
      (typeof label === "string" ? part.label === label : label.test(part.label)),
  );
  if (!found)
    throw new Error(
      `No button ${label} among ${parts(body)
        .map((part) => part.label)
        .filter(Boolean)
        .join(", ")}`,
    );
  return String(found.custom_id);
}
