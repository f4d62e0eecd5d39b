import type {
  APIInteraction,
  GatewayGuildMemberAddDispatchData,
  GatewayGuildMemberUpdateDispatchData,
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
} from "discord.js";
import {
  Client,
  Events,
  GatewayDispatchEvents,
  Options,
  REST,
  ShardingManager,
  Status,
} from "discord.js";
import type { Adapter, Route } from "../adapter.ts";
import { type Acknowledge, type Answering, answer } from "./answering.ts";
import { type Api, createApi } from "./api.ts";
import { type Channels, createChannels } from "./channels.ts";
import { deliver } from "./delivery.ts";
import { describeFault } from "./faults.ts";
import { createPrepare } from "./files.ts";
import { createHint } from "./hints.ts";
import type { Incoming } from "./incoming.ts";
import { explainIntents, intentsFor } from "./intents.ts";
import { plan } from "./interactions.ts";
import { createJoins } from "./joins.ts";
import { createMemory } from "./memory.ts";
import { type Hearing, onDelete, onMessage } from "./messages.ts";
import type { DiscordConfig, DiscordOptions, ShardScript } from "./ports.ts";
import type { Posting } from "./posting.ts";
import { interactionsRoute } from "./receiver.ts";
import { readPublicKey } from "./signature.ts";

/** The Discord adapter, with the readiness of each shard by its number. */
export type DiscordAdapter = Adapter & { shards(): ReadonlyMap<number, boolean> };

/** The calls that need no gateway, for setting up and checking. */
export function connectApi(config: Pick<DiscordConfig, "token" | "apiUrl">): Api {
  const api = config.apiUrl === null ? {} : { api: config.apiUrl };
  const bot = new REST({
    ...api,
    retries: 1,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_WAIT_MS,
  });
  if (config.token !== null) bot.setToken(config.token);
  return createApi(
    bot,
    new REST({
      ...api,
      retries: 2,
      timeout: 5000,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    }),
  );
}

/** Longer waits are left to the outbox, so that a lease does not run out meanwhile. */
const LONGEST_WAIT_MS = 5000;
/** How long `stop` waits for what is being answered. */
const DRAIN_MS = 8000;
/** In one process, questions whose answers are known and interactions that were answered. */
const REMEMBERED = 10_000;

/**
 * Discord by gateway (with a token), by HTTP interactions (with a public key), or both, on the same handlers.
 * @throws when the public key is malformed
 */
export function createDiscordAdapter(options: DiscordOptions): DiscordAdapter {
  const { config, log } = options;
  const api = connectApi(config);
  const answers = createMemory<string>(REMEMBERED);
  const removed = createMemory<true>(REMEMBERED);
  const answerTo = async (turn: string) =>
    answers.get(turn) ?? (await options.answerTo?.(turn)) ?? null;
  const running = new Set<Promise<void>>();
  let gateway: Gateway | null = null;
  let isStarted = false;

  const run = (work: () => Promise<void>): void => {
    const done = work()
      .catch((error) =>
        log.error(
          { platform: "discord", error: describeFault(error), err: error },
          "an event failed",
        ),
      )
      .finally(() => running.delete(done));
    running.add(done);
  };
  const me = () => gateway?.me() ?? config.applicationId ?? "";
  const channels = createChannels(api, () => gateway?.client ?? null, me);
  const prepare = createPrepare(options.content, options.draw, log);
  const posting: Posting = {
    ...options,
    api,
    prepare,
    me,
    answerTo,
    hint: createHint(api, options, channels.missing),
    remember: answers.set,
    isRemoved: (turn) => removed.get(turn) ?? false,
  };
  const hearing: Hearing = {
    ...options,
    api,
    me,
    answerTo,
    channel: channels.look,
    noteRemoved: (turn) => removed.set(turn, true),
  };
  const answering: Answering = {
    ...options,
    api,
    prepare,
    once: options.once ?? createOnce(),
    pressed: createMemory<number>(REMEMBERED),
  };
  const onInteraction = async (interaction: APIInteraction, acknowledge: Acknowledge) => {
    const planned = plan(answering, interaction);
    if (planned) await answer(answering, interaction, planned, acknowledge);
  };
  const callback: Parameters<typeof interactionsRoute>[3] = ({ id, token }, response, files) =>
    api.callback(id, token, response, files);
  const routes: readonly Route[] =
    config.publicKey === null
      ? []
      : [interactionsRoute(readPublicKey(config.publicKey), options.now, onInteraction, callback)];

  return {
    name: "discord",
    routes,
    async start() {
      if (isStarted) return;
      if (config.token !== null) {
        gateway = await openGateway(options, api, { hearing, onInteraction, channels, run });
      }
      isStarted = true;
    },
    async stop() {
      isStarted = false;
      const closing = gateway;
      await closing?.close();
      await Promise.race([Promise.allSettled(running), waitFor(DRAIN_MS)]);
      gateway = null;
    },
    isReady: () => isStarted && (gateway === null || [...gateway.shards().values()].every(Boolean)),
    shards: () => gateway?.shards() ?? new Map(),
    deliver: (delivery) => deliver(posting, delivery),
  };
}

/** What listens to the gateway. */
type Listening = {
  readonly hearing: Hearing;
  readonly onInteraction: (interaction: APIInteraction, acknowledge: Acknowledge) => Promise<void>;
  readonly channels: Channels;
  readonly run: (work: () => Promise<void>) => void;
};

/** A connection: in this process (`client`), or as processes of their own. */
type Gateway = {
  readonly client: Client | null;
  me(): string;
  shards(): ReadonlyMap<number, boolean>;
  close(): Promise<void>;
};

async function openGateway(
  options: DiscordOptions,
  api: Api,
  listening: Listening,
): Promise<Gateway> {
  const { shardScript = null, config } = options;
  if (shardScript && !config.isShard) {
    const { shards, me } = await lookUp(api, config);
    if (shards > 1) return await spawnShards(options, shardScript, shards, me);
  }
  return await connect(options, api, listening);
}

/** How many shards Discord recommends, and who the bot is. */
async function lookUp(api: Api, config: DiscordConfig): Promise<{ shards: number; me: string }> {
  try {
    const { shards } = (await api.get("/gateway/bot")) as { readonly shards: number };
    const { id } = (await api.get("/users/@me")) as { readonly id: string };
    return { shards, me: id };
  } catch (error) {
    throw explain(error, config);
  }
}

async function connect(options: DiscordOptions, api: Api, listening: Listening): Promise<Gateway> {
  const { config, log } = options;
  const client = new Client({
    intents: intentsFor(config),
    ...(!config.isShard && { shards: "auto" }),
    ...(config.apiUrl !== null && { rest: { api: config.apiUrl } }),
    makeCache: Options.cacheWithLimits(SMALL_CACHE),
  });
  client.on(Events.Error, (error) =>
    log.warn({ platform: "discord", err: error }, "the gateway client has failed"),
  );
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ platform: "discord", shard, err: error }, "a connection has failed"),
  );
  client.on(Events.ShardReady, (shard) => log.info({ platform: "discord", shard }, "connected"));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    const advice =
      code === DISALLOWED_INTENTS ? explainIntents(config) : "the connection is closed for good";
    log.error({ platform: "discord", shard, code }, advice);
  });
  listen(client, options, api, listening);
  try {
    await client.login(config.token ?? "");
  } catch (error) {
    throw explain(error, config);
  }
  return {
    client,
    me: () => client.user?.id ?? config.applicationId ?? "",
    shards: () =>
      new Map(
        [...client.ws.shards].map(([id, { status }]) => [
          id,
          client.isReady() && status === Status.Ready,
        ]),
      ),
    close: () => client.destroy(),
  };
}

const DISALLOWED_INTENTS = 4014;

/** Discord.js keeps what it hears; we need the channels and the bot's own roles only. */
const SMALL_CACHE = {
  ...Options.DefaultMakeCacheSettings,
  MessageManager: 0,
  ReactionManager: 0,
  GuildMemberManager: {
    maxSize: 1,
    keepOverLimit: ({ id, client }: { id: string; client: Client<true> }) => id === client.user.id,
  },
  UserManager: {
    maxSize: 1,
    keepOverLimit: ({ id, client }: { id: string; client: Client<true> }) => id === client.user.id,
  },
  PresenceManager: 0,
  VoiceStateManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  GuildScheduledEventManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
};

/** Events are read as they come: the same JSON that HTTP interactions bring, before any cache has changed it. */
function listen(
  client: Client,
  options: DiscordOptions,
  api: Api,
  { hearing, onInteraction, channels, run }: Listening,
): void {
  const answered = createMemory<true>(REMEMBERED);
  const joins = createJoins(options);
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    if (answered.get(interaction.id)) return;
    answered.set(interaction.id, true);
    run(() =>
      onInteraction(interaction, (response, files) =>
        api.callback(interaction.id, interaction.token, response, files),
      ),
    );
  });
  const hear = (message: Incoming) => run(() => onMessage(hearing, message));
  client.ws.on(GatewayDispatchEvents.MessageCreate, hear);
  client.ws.on(GatewayDispatchEvents.MessageUpdate, (message: Incoming) => {
    if (message.edited_timestamp) hear(message);
  });
  client.ws.on(
    GatewayDispatchEvents.MessageDelete,
    ({ channel_id, id }: GatewayMessageDeleteDispatchData) =>
      run(() => onDelete(hearing, channel_id, [id])),
  );
  client.ws.on(
    GatewayDispatchEvents.MessageDeleteBulk,
    ({ channel_id, ids }: GatewayMessageDeleteBulkDispatchData) =>
      run(() => onDelete(hearing, channel_id, ids)),
  );
  client.ws.on(GatewayDispatchEvents.GuildMemberAdd, (member: GatewayGuildMemberAddDispatchData) =>
    run(() => joins.came(member, channels.guildLocale(member.guild_id))),
  );
  client.ws.on(
    GatewayDispatchEvents.GuildMemberUpdate,
    (member: GatewayGuildMemberUpdateDispatchData) =>
      run(() => joins.changed(member, channels.guildLocale(member.guild_id))),
  );
}

async function spawnShards(
  { config, log }: DiscordOptions,
  { file, args }: ShardScript,
  count: number,
  me: string,
): Promise<Gateway> {
  const manager = new ShardingManager(file, {
    totalShards: count,
    shardArgs: [...args],
    token: config.token ?? "",
  });
  manager.on("shardCreate", (shard) => {
    log.info({ platform: "discord", shard: shard.id, of: count }, "a shard is started");
    shard.on("error", (error) =>
      log.error({ platform: "discord", shard: shard.id, err: error }, "a shard has failed"),
    );
    shard.on("death", () =>
      log.error({ platform: "discord", shard: shard.id }, "a shard has ended"),
    );
  });
  const close = async () => {
    manager.respawn = false;
    for (const shard of manager.shards.values()) {
      if (shard.process || shard.worker) shard.kill();
    }
  };
  try {
    await manager.spawn();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    client: null,
    me: () => me,
    shards: () =>
      new Map(
        Array.from({ length: count }, (_, id) => [id, manager.shards.get(id)?.ready ?? false]),
      ),
    close,
  };
}

/** Turns a refused connection into what a person can do about it. */
function explain(error: unknown, config: DiscordConfig): Error {
  const text = error instanceof Error ? error.message : "";
  if (/disallowed intents/i.test(text)) return new Error(explainIntents(config), { cause: error });
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  if (status === 401 || code === "TokenInvalid") {
    return new Error(
      "Discord refused DISCORD_TOKEN: copy the token from Bot > Reset Token at https://discord.com/developers/applications",
      { cause: error },
    );
  }
  return new Error(`Discord cannot be reached: ${describeFault(error)}`, { cause: error });
}

function createOnce(): (name: string) => Promise<boolean> {
  const seen = createMemory<true>(REMEMBERED);
  return async (name) => {
    if (seen.get(name)) return false;
    seen.set(name, true);
    return true;
  };
}

function waitFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
