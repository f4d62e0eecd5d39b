/** Ids of the fake's world. Snowflakes, as discord.js insists on them. */
export const BOT = "900000000000000001";
export const APPLICATION = BOT;
export const TOKEN = "OTAwMDAwMDAwMDAwMDAwMDAx.fake.token";
export const GUILD = "100000000000000001";
export const CHANNEL = "200000000000000001";
export const OTHER_CHANNEL = "200000000000000002";
export const DIRECT = "300000000000000001";
export const ANA = "400000000000000001";
export const BEN = "400000000000000002";

/** A message as the fake keeps it. */
export type FakeMessage = {
  readonly id: string;
  readonly channel_id: string;
  readonly author: { readonly id: string; readonly username: string; readonly bot?: boolean };
  readonly ephemeral: boolean;
  readonly nonce: string | null;
  readonly reference: string | null;
  body: Readonly<Record<string, unknown>>;
  edits: number;
};

export type FakeChannel = {
  readonly id: string;
  readonly type: number;
  readonly parent_id: string | null;
  readonly owner_id: string | null;
  readonly denied: Set<number>;
};

let last = 0;

/** A new snowflake, later than all before. */
export function snowflake(): string {
  last += 1;
  return (
    1_200_000_000_000_000_000n +
    BigInt(Date.now() % 1_000_000) * 4_194_304n +
    BigInt(last)
  ).toString();
}

/** Permission bits by what they allow: https://docs.discord.com/developers/topics/permissions */
export const BITS = {
  view: 10,
  send: 11,
  attach: 15,
  history: 16,
  threads: 35,
  sendInThreads: 38,
} as const;

export function createWorld() {
  const channels = new Map<string, FakeChannel>();
  const messages: FakeMessage[] = [];
  const addChannel = (id: string, type: number, parent: string | null, owner: string | null) => {
    const channel = { id, type, parent_id: parent, owner_id: owner, denied: new Set<number>() };
    channels.set(id, channel);
    return channel;
  };
  addChannel(CHANNEL, 0, null, null);
  addChannel(OTHER_CHANNEL, 0, null, null);
  addChannel(DIRECT, 1, null, null);
  return {
    channels,
    messages,
    addChannel,
    may: (channel: string, bit: number) => !(channels.get(channel)?.denied.has(bit) ?? false),
    /** Messages of the bot in a channel that all can see, oldest first. */
    posted: (channel: string) =>
      messages.filter(
        (each) => each.channel_id === channel && each.author.id === BOT && !each.ephemeral,
      ),
  };
}
export type World = ReturnType<typeof createWorld>;

export function userOf(id: string) {
  return {
    id,
    username: `user${id.slice(-2)}`,
    global_name: `User ${id.slice(-2)}`,
    discriminator: "0",
    avatar: null,
  };
}

export const OWNER = "400000000000000009";
/** A role whose members may manage the guild. */
export const MANAGERS = "500000000000000001";
const MANAGE_GUILD = 1n << 5n;
const ALL_BUT_MANAGING = ((1n << 40n) - 1n) & ~(1n << 3n) & ~MANAGE_GUILD;

function roleOf(id: string, name: string, permissions: bigint) {
  return {
    id,
    name,
    permissions: permissions.toString(),
    position: 0,
    color: 0,
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/** A guild as GUILD_CREATE brings it. */
export function guildOf(world: World, id: string) {
  const channels = [...world.channels.values()].filter(({ type }) => type !== 1);
  return {
    id,
    name: "Lab",
    owner_id: OWNER,
    preferred_locale: "ja",
    roles: [roleOf(id, "@everyone", ALL_BUT_MANAGING), roleOf(MANAGERS, "managers", MANAGE_GUILD)],
    members: [
      {
        user: { ...userOf(BOT), bot: true },
        roles: [],
        joined_at: "2026-01-01T00:00:00Z",
        deaf: false,
        mute: false,
        flags: 0,
      },
    ],
    channels: channels
      .filter(({ parent_id }) => parent_id === null)
      .map((channel) => channelPayload(channel, id)),
    threads: channels
      .filter(({ parent_id }) => parent_id !== null)
      .map((channel) => channelPayload(channel, id)),
    presences: [],
    voice_states: [],
    emojis: [],
    stickers: [],
    features: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    member_count: 3,
    large: false,
    unavailable: false,
  };
}

export function channelPayload(channel: FakeChannel, guild: string) {
  const deny = [...channel.denied].reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);
  return {
    id: channel.id,
    type: channel.type,
    ...(channel.type !== 1 && { guild_id: guild }),
    name: "lab",
    position: 0,
    parent_id: channel.parent_id,
    ...(channel.owner_id && {
      owner_id: channel.owner_id,
      thread_metadata: {
        archived: false,
        locked: false,
        auto_archive_duration: 1440,
        archive_timestamp: "2026-01-01T00:00:00Z",
      },
    }),
    permission_overwrites:
      deny === 0n ? [] : [{ id: guild, type: 0, allow: "0", deny: deny.toString() }],
  };
}
