import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Adapter, Log } from "./adapters/adapter.ts";
import { type Community, createCommunity } from "./community.ts";
import { composeDraw, composeKit } from "./compose.ts";
import type { Config } from "./config.ts";
import { createConverse } from "./converse.ts";
import type { Kit } from "./core/kit.ts";
import { respond } from "./core/respond.ts";
import { createDeliverer, type Deliverer } from "./deliver.ts";
import { RATES } from "./limits.ts";
import { type HttpServer, startHttp } from "./operations/http.ts";
import { createLog } from "./operations/log.ts";
import { createMetrics } from "./operations/metrics.ts";
import { createTracing } from "./operations/trace.ts";
import { teamKey } from "./store/keys.ts";
import { createStore, steadyNow } from "./store/open.ts";
import type { Store } from "./store/store.ts";

/** A platform that does not start is tried again after this, doubled up to the longest. Milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** SIGTERM ends everything within 10 s. */
const DRAIN_MS = 7_000;
const SWEEP_MS = 6 * 60 * 60 * 1_000;

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** A running bot. `stop` drains and is safe to call twice. */
export type Running = { readonly port: number; stop(): Promise<void> };

/**
 * Starts every platform that is configured, in parallel and each on its own: one that fails is tried again with longer
 * and longer pauses and never stops another.
 * @throws when the store or the HTTP port cannot be opened, or the locales have faults.
 */
export async function serve(config: Config): Promise<Running> {
  const log = createLog({
    level: config.logLevel,
    secrets: config.secrets,
    stream: process.stdout,
  });
  const kit = composeKit(config.defaultLanguage ?? undefined);
  const store = await createStore(config.databaseUrl, {
    now: steadyNow,
    warn: (error) => log.warn({ error }, "store"),
  });
  const tracing = await createTracing(config.tracesUrl, "tl-advise");
  const adapters: Adapter[] = [];
  const metrics = createMetrics(store, adapters);
  const deliverer = createDeliverer({ store, adapters, log, metrics: metrics.delivery });
  const community = createCommunity({
    store,
    kit,
    log,
    now: steadyNow,
    retentionDays: config.retentionDays,
    queued: () => deliverer.queued(null),
  });
  if (config.settingsFile !== null) await community.applyFile(config.settingsFile);
  const converse = createConverse({
    store,
    respond,
    kit,
    attend: community.attend,
    log,
    metrics: metrics.turn,
    now: steadyNow,
    rates: RATES,
    queued: (delivery) => deliverer.queued(delivery),
    worker: deliverer.worker,
    post: (delivery) => deliverer.post(delivery),
    trace: tracing.trace,
  });
  adapters.push(...(await createAdapters(config, { kit, store, converse, community, log })));
  const http = isShard(config)
    ? NO_HTTP
    : await startHttp({ ...config.http, store, adapters, metrics, log });
  const ending = new AbortController();
  deliverer.start();
  community.start();
  for (const adapter of adapters) void keepStarting(adapter, log, ending.signal);
  const sweeping = setInterval(() => void sweep(store, config.retentionDays, log), SWEEP_MS);
  await sweep(store, config.retentionDays, log);
  log.info(
    { port: http.port, platforms: adapters.map(({ name }) => name) },
    "tl-advise is running",
  );
  return {
    port: http.port,
    async stop() {
      if (ending.signal.aborted) return;
      ending.abort();
      clearInterval(sweeping);
      community.stop();
      await shutDown(adapters, deliverer, http, log);
      await tracing.stop();
      await store.close();
      log.info({}, "tl-advise has stopped");
    },
  };
}

/** A shard's process serves its own guilds and nothing else; the process that started it has the port. */
const NO_HTTP: HttpServer = { port: 0, stop: async () => undefined };

function isShard({ discord }: Config): boolean {
  return discord?.isShard ?? false;
}

type Parts = {
  readonly kit: Kit;
  readonly store: Store;
  readonly converse: ReturnType<typeof createConverse>;
  readonly community: Community;
  readonly log: Log;
};

/** Whether the person, or in a thread the team, talks with the bot there. */
async function isFollowed(store: Store, key: string): Promise<boolean> {
  const team = teamKey(key);
  return (await store.follows(key)) || (team !== null && (await store.follows(team)));
}

/** An SDK is loaded only where its platform is configured. */
async function createAdapters(config: Config, parts: Parts): Promise<readonly Adapter[]> {
  const { kit, store, converse, community, log } = parts;
  const shared = {
    converse,
    content: kit.content,
    draw: await composeDraw(kit.content),
    log,
    now: steadyNow,
    readFacts: (text: string, language: string) =>
      kit.understanding.read(text, null, {}, language).answers,
    preferredLanguage: (scopes: readonly string[]) => store.preferredLanguage(scopes),
    follows: (key: string) => isFollowed(store, key),
    listens: community.listens,
    answerTo: (turn: string) => store.answerTo(turn),
    lastAdvice: (person: string) => store.lastAdvice(person),
  };
  const adapters: Adapter[] = [];
  if (config.slack && !isShard(config)) {
    const { createSlackAdapter } = await import("./adapters/slack/adapter.ts");
    adapters.push(
      createSlackAdapter({
        ...shared,
        config: config.slack,
        joined: ({ team, ...join }) => community.joined({ workspace: `slack:${team}`, ...join }),
        vault: {
          save: (name, sealed) => store.saveSealed(name, sealed),
          load: (name) => store.loadSealed(name),
          remove: (name) => store.removeSealed(name),
        },
      }),
    );
  }
  if (config.discord) {
    const { createDiscordAdapter } = await import("./adapters/discord/adapter.ts");
    adapters.push(
      createDiscordAdapter({
        ...shared,
        config: config.discord,
        once: (name, person) => store.once(name, person),
        joined: ({ guild, ...join }) =>
          community.joined({ workspace: `discord:${guild}`, channel: null, ...join }),
        shardScript: { file: MAIN, args: ["start"] },
      }),
    );
  }
  return adapters;
}

async function keepStarting(adapter: Adapter, log: Log, ending: AbortSignal): Promise<void> {
  for (
    let pauseMs = FIRST_PAUSE_MS;
    !ending.aborted;
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  ) {
    try {
      await adapter.start();
      log.info({ platform: adapter.name }, "platform started");
      return;
    } catch (error) {
      log.error({ platform: adapter.name, error, retryInMs: pauseMs }, "platform did not start");
    }
    await sleep(pauseMs, undefined, { signal: ending }).catch(() => undefined);
  }
}

/** Nothing new comes in first, then what was promised goes out. */
async function shutDown(
  adapters: readonly Adapter[],
  deliverer: Deliverer,
  http: HttpServer,
  log: Log,
): Promise<void> {
  const until = performance.now() + DRAIN_MS;
  await http.stop(DRAIN_MS);
  await deliverer.stop(Math.max(0, until - performance.now()));
  const ends = await Promise.allSettled(adapters.map((adapter) => adapter.stop()));
  for (const end of ends) {
    if (end.status === "rejected")
      log.error({ error: end.reason }, "platform did not stop cleanly");
  }
}

async function sweep(store: Store, retentionDays: number, log: Log): Promise<void> {
  try {
    const conversations = await store.sweep(retentionDays);
    if (conversations > 0) log.info({ conversations }, "old conversations deleted");
  } catch (error) {
    log.error({ error }, "old conversations could not be deleted");
  }
}
