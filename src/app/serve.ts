import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Adapter } from "../adapters/adapter.ts";
import type { Dependencies } from "../dialogue/dependencies.ts";
import { respond } from "../dialogue/respond.ts";
import type { Log } from "../lib/log.ts";
import { RATES } from "../lib/rate-limiter.ts";
import { type HttpServer, startHttp } from "../observability/http.ts";
import { createLog } from "../observability/log.ts";
import { createMetrics } from "../observability/metrics.ts";
import { timed } from "../observability/timed-store.ts";
import { createTracing } from "../observability/trace.ts";
import { createOutboxWorker, type OutboxWorker } from "../runtime/outbox-worker.ts";
import { createTurnRunner } from "../runtime/turn-runner.ts";
import { createUsage } from "../runtime/usage.ts";
import { teamKey } from "../store/keys.ts";
import { createStore, steadyNow } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { adminRoutes } from "./admin-page.ts";
import { type Community, createCluster, createCommunity } from "./community.ts";
import type { Config } from "./config.ts";
import { composeDependencies, composeDraw } from "./services.ts";
import { programVersion } from "./version.ts";

/** A platform that does not start is tried again after this, doubled up to the longest. Milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** SIGTERM ends everything within 10 s. */
const DRAIN_MS = 7_000;
const SWEEP_MS = 6 * 60 * 60 * 1_000;

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

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
  const deps = composeDependencies(config.defaultLanguage ?? undefined);
  const opened = await createStore(config.databaseUrl, {
    now: steadyNow,
    warn: (error) => log.warn({ error }, "store"),
  });
  const tracing = await createTracing(config.tracesUrl, "tl-advise");
  const adapters: Adapter[] = [];
  const version = programVersion();
  const metrics = createMetrics(opened, adapters, { version, node: process.versions.node });
  const store = timed(opened, metrics.stored);
  const usage = createUsage(store, log, Date.now);
  const outboxWorker = createOutboxWorker({ store, adapters, log, metrics: metrics.delivery });
  const community = createCommunity({
    store,
    deps,
    log,
    now: steadyNow,
    retentionDays: config.retentionDays,
    queued: () => outboxWorker.queued(null),
  });
  if (config.settingsFile !== null) await community.applyFile(config.settingsFile);
  const runTurn = createTurnRunner({
    store,
    respond,
    deps,
    gate: community.gate,
    log,
    metrics(turn) {
      metrics.turn(turn);
      usage.count(turn);
    },
    now: steadyNow,
    rates: RATES,
    queued: (delivery) => outboxWorker.queued(delivery),
    worker: outboxWorker.worker,
    post: (delivery) => outboxWorker.post(delivery),
    trace: tracing.trace,
  });
  adapters.push(...(await createAdapters(config, { deps, store, runTurn, community, log })));
  const pages = ({ http: { adminToken: token } }: Config) =>
    token === null
      ? []
      : adminRoutes({
          token,
          store,
          content: deps.content,
          cluster: createCluster(),
          now: Date.now,
          health: () => ({
            version,
            uptimeSeconds: process.uptime(),
            memoryBytes: process.memoryUsage.rss(),
            platforms: adapters.map((each) => ({ name: each.name, isReady: each.isReady() })),
          }),
        });
  const http = isShard(config)
    ? NO_HTTP
    : await startHttp({ ...config.http, store, adapters, metrics, log, routes: pages(config) });
  const ending = new AbortController();
  // Before anything is posted: what waited for too long is given up.
  await sweep(store, config.retentionDays, log);
  outboxWorker.start();
  community.start();
  usage.start();
  for (const adapter of adapters) void keepStarting(adapter, log, ending.signal);
  const sweeping = setInterval(() => void sweep(store, config.retentionDays, log), SWEEP_MS);
  log.info(
    { version, port: http.port, platforms: adapters.map(({ name }) => name) },
    "tl-advise is running",
  );
  return {
    port: http.port,
    async stop() {
      if (ending.signal.aborted) return;
      ending.abort();
      clearInterval(sweeping);
      community.stop();
      await shutDown(adapters, outboxWorker, http, log);
      await usage.stop();
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
  readonly deps: Dependencies;
  readonly store: Store;
  readonly runTurn: ReturnType<typeof createTurnRunner>;
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
  const { deps, store, runTurn, community, log } = parts;
  const shared = {
    runTurn,
    content: deps.content,
    draw: await composeDraw(deps.content),
    log,
    now: steadyNow,
    wallClock: () => Date.now(),
    readFacts: (text: string, language: string) =>
      deps.understanding.read(text, null, {}, language).answers,
    preferredLanguage: (scopes: readonly string[]) => store.preferredLanguage(scopes),
    follows: (key: string) => isFollowed(store, key),
    listens: community.listens,
    answerTo: (turn: string) => store.answerTo(turn),
    lastAdvice: (person: string) => store.lastAdvice(person),
  };
  const adapters: Adapter[] = [];
  if (config.slack && !isShard(config)) {
    const { createSlackAdapter } = await import("../adapters/slack/adapter.ts");
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
    const { createDiscordAdapter } = await import("../adapters/discord/adapter.ts");
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
  outboxWorker: OutboxWorker,
  http: HttpServer,
  log: Log,
): Promise<void> {
  const until = performance.now() + DRAIN_MS;
  await http.stop(DRAIN_MS);
  await outboxWorker.stop(Math.max(0, until - performance.now()));
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
