import {
  Client,
  DefaultRestOptions,
  Events,
  Options,
  REST,
  ShardingManager,
  Status,
} from "discord.js";
import type { Log } from "../../lib/log.ts";
import type { Adapter } from "../adapter.ts";
import { type Api, createApi } from "./connection/api.ts";
import { explainStart } from "./connection/errors.ts";
import { listen } from "./connection/gateway-listeners.ts";
import { DISALLOWED_INTENTS, explainIntents, intentsFor } from "./connection/intents.ts";
import { createDiscordContext, type DiscordContext } from "./context.ts";
import { sendingForms } from "./events/form-request.ts";
import type { DiscordConfig, DiscordOptions, ShardScript } from "./ports.ts";

/** The Discord adapter, with the readiness of each shard by its number. */
export type DiscordAdapter = Adapter & { shards(): ReadonlyMap<number, boolean> };

/** Longer waits are left to the outbox, so that a lease does not run out meanwhile. */
const LONGEST_WAIT_MS = 5000;
/** How long `stop` waits for what is being answered. */
const DRAIN_MS = 8000;
/** Pauses before a connection that was closed for good is opened again, doubled up to the longest. */
const REOPEN_MS = { first: 1000, longest: 60_000 } as const;

/** The calls of the API; they need no gateway. */
export function connectApi(config: Pick<DiscordConfig, "token" | "apiUrl">): Api {
  const makeRequest = sendingForms(DefaultRestOptions.makeRequest);
  const api = { makeRequest, ...(config.apiUrl !== null && { api: config.apiUrl }) };
  const bot = new REST({
    ...api,
    retries: 1,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_WAIT_MS,
  });
  if (config.token !== null) bot.setToken(config.token);
  const globalRequestsPerSecond = Number.POSITIVE_INFINITY;
  return createApi(bot, new REST({ ...api, retries: 2, timeout: 5000, globalRequestsPerSecond }));
}

/**
 * Discord by gateway (with a token), by HTTP interactions (with a public key), or both, on the same handlers.
 * @throws when the public key is malformed
 */
export function createDiscordAdapter(options: DiscordOptions): DiscordAdapter {
  const { config, log } = options;
  const api = connectApi(config);
  let me = config.applicationId ?? "";
  let gateway: Gateway | null = null;
  let ending = new AbortController();
  let isReopening = false;
  let isStarted = false;
  const discord = createDiscordContext(options, api, {
    me: () => me,
    client: () => gateway?.client ?? null,
  });

  const events: GatewayEvents = {
    identify(id) {
      me = id;
    },
    lost() {
      void reopen();
    },
  };

  async function open(): Promise<void> {
    gateway = await openGateway(options, api, discord, events);
  }

  async function reopen(): Promise<void> {
    if (isReopening) return;
    isReopening = true;
    const { signal } = ending;
    let pauseMs: number = REOPEN_MS.first;
    while (isReopening) {
      await pause(pauseMs, signal);
      try {
        if (!signal.aborted) {
          await gateway?.close();
          await open();
        }
        isReopening = false;
      } catch (error) {
        pauseMs = Math.min(2 * pauseMs, REOPEN_MS.longest);
        log.error({ platform: "discord", err: error, retryInMs: pauseMs }, "not connected again");
      }
    }
  }

  return {
    name: "discord",
    routes: discord.routes,
    async start() {
      if (isStarted) return;
      ending = new AbortController();
      if (config.token !== null) await open();
      isStarted = true;
    },
    async stop() {
      isStarted = false;
      ending.abort();
      await gateway?.close();
      await discord.drain(DRAIN_MS);
      gateway = null;
    },
    isReady: () => isStarted && (gateway === null || [...gateway.shards().values()].every(Boolean)),
    shards: () => gateway?.shards() ?? new Map(),
    deliver: discord.deliver,
  };
}

/** A connection: in this process (`client`), or as processes of their own. */
type Gateway = {
  readonly client: Client | null;
  shards(): ReadonlyMap<number, boolean>;
  close(): Promise<void>;
};

/** `identify` hears the bot's user id, `lost` that a connection is closed and will not be tried again by itself. */
type GatewayEvents = { identify(me: string): void; lost(): void };

async function openGateway(
  options: DiscordOptions,
  api: Api,
  discord: DiscordContext,
  events: GatewayEvents,
): Promise<Gateway> {
  const { shardScript = null, config } = options;
  try {
    if (shardScript && !config.isShard) {
      const { shards } = (await api.get("/gateway/bot")) as { readonly shards: number };
      const { id } = (await api.get("/users/@me")) as { readonly id: string };
      events.identify(id);
      if (shards > 1) return await spawnShards(options, shardScript, shards);
    }
    return await connect(options, discord, events);
  } catch (error) {
    throw explainStart(error, config);
  }
}

async function connect(
  { config, log }: DiscordOptions,
  discord: DiscordContext,
  { identify, lost }: GatewayEvents,
): Promise<Gateway> {
  const client = new Client({
    intents: intentsFor(config),
    ...(!config.isShard && { shards: "auto" }),
    ...(config.apiUrl !== null && { rest: { api: config.apiUrl } }),
    makeCache: Options.cacheWithLimits(SMALL_CACHE),
  });
  logEvents(client, log);
  listen(client, discord, identify, log);
  await client.login(config.token ?? "");
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    const advice = code === DISALLOWED_INTENTS ? explainIntents(config) : "a connection was closed";
    log.error({ platform: "discord", shard, code }, advice);
    lost();
  });
  return {
    client,
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

function logEvents(client: Client, log: Log): void {
  client.on(Events.Error, (error) =>
    log.warn({ platform: "discord", err: error }, "the gateway client has failed"),
  );
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ platform: "discord", shard, err: error }, "a connection has failed"),
  );
  client.on(Events.ShardReady, (shard) => log.info({ platform: "discord", shard }, "connected"));
}

/** Discord.js keeps what it hears; we need the channels and the bot's own roles only. */
const OWN_ONLY = {
  maxSize: 1,
  keepOverLimit: ({ id, client }: { id: string; client: Client<true> }) => id === client.user.id,
};
const SMALL_CACHE = {
  ...Options.DefaultMakeCacheSettings,
  GuildMemberManager: OWN_ONLY,
  UserManager: OWN_ONLY,
  MessageManager: 0,
  ReactionManager: 0,
  PresenceManager: 0,
  VoiceStateManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  GuildScheduledEventManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
};

async function spawnShards(
  { config, log }: DiscordOptions,
  { file, args }: ShardScript,
  count: number,
): Promise<Gateway> {
  const token = config.token ?? "";
  const manager = new ShardingManager(file, { totalShards: count, shardArgs: [...args], token });
  manager.on("shardCreate", (shard) => {
    const fields = { platform: "discord", shard: shard.id, of: count };
    log.info(fields, "a shard is started");
    shard.on("error", (error) => log.error({ ...fields, err: error }, "a shard has failed"));
    shard.on("death", () => log.error(fields, "a shard has ended"));
  });
  const close = async () => {
    manager.respawn = false;
    for (const shard of manager.shards.values()) if (shard.process) shard.kill();
  };
  try {
    await manager.spawn();
  } catch (error) {
    await close();
    throw error;
  }
  const isReady = (id: number) => manager.shards.get(id)?.ready ?? false;
  return {
    client: null,
    shards: () => new Map(Array.from({ length: count }, (_, id) => [id, isReady(id)])),
    close,
  };
}

/** Waits, or ends at once when told to stop. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
