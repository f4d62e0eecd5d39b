import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { DeliveryRecord } from "../runtime/outbox-worker.ts";
import type { TurnRecord } from "../runtime/turn-runner.ts";
import type { Store } from "../store/store.ts";
import type { RefusalReason } from "./refusals.ts";

/** Counts for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export type Metrics = {
  readonly turn: (record: TurnRecord) => void;
  readonly delivery: (record: DeliveryRecord) => void;
  /** A request that was refused on a path. */
  readonly refused: (path: string, reason: RefusalReason) => void;
  /** An operation of the store that ended, in seconds. */
  readonly stored: (operation: string, seconds: number, failed: boolean) => void;
  /** The text of `/metrics`, with its content type. */
  readonly expose: () => Promise<{ readonly type: string; readonly text: string }>;
};

/** From what a turn should take to what a platform waits at most, in seconds. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];

/** Which program this is. */
export type Build = { readonly version: string; readonly node: string };

/** `platforms` tell whether they are ready. Counts are this process's own; the outbox is everybody's. */
export function createMetrics(
  store: Pick<Store, "outbox">,
  platforms: readonly { readonly name: string; isReady(): boolean }[],
  build: Build = { version: "unknown", node: process.versions.node },
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: "tl_advise_turns_total",
    help: "Turns by platform, kind of reply and language",
    labelNames: ["platform", "about", "language"],
    registers,
  });
  const duration = new Histogram({
    name: "tl_advise_turn_seconds",
    help: "Time from a turn's arrival to its reply being saved",
    labelNames: ["platform"],
    buckets: BUCKETS,
    registers,
  });
  const misses = new Counter({
    name: "tl_advise_misses_total",
    help: "Questions without an answer",
    labelNames: ["language"],
    registers,
  });
  const duplicates = new Counter({
    name: "tl_advise_duplicates_total",
    help: "Turns that were delivered again and not answered again",
    labelNames: ["platform"],
    registers,
  });
  const deliveries = new Counter({
    name: "tl_advise_deliveries_total",
    help: "Tries to post a reply, by result",
    labelNames: ["platform", "result"],
    registers,
  });
  const deliveryDuration = new Histogram({
    name: "tl_advise_delivery_seconds",
    help: "Time that a platform took for one try to post",
    labelNames: ["platform"],
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: "tl_advise_refusals_total",
    help: "Requests and connections that were refused, by path and reason",
    labelNames: ["path", "reason"],
    registers,
  });
  const storeDuration = new Histogram({
    name: "tl_advise_store_seconds",
    help: "Time that an operation of the store took, waits for a busy database included",
    labelNames: ["operation"],
    buckets: BUCKETS,
    registers,
  });
  const storeFailures = new Counter({
    name: "tl_advise_store_failures_total",
    help: "Operations of the store that failed",
    labelNames: ["operation"],
    registers,
  });
  new Gauge({
    name: "tl_advise_build_info",
    help: "1, with the version of the program and of Node as labels",
    labelNames: ["version", "node"],
    registers,
  }).set(build, 1);
  addStateOfNow(registry, store, platforms);

  return {
    turn({ platform, about, language, ms, fresh, missed }) {
      if (!fresh) {
        duplicates.inc({ platform });
        return;
      }
      // What an answer is about has many values; its kind has few.
      const kind = about?.split(":")[0] ?? "silent";
      turns.inc({ platform, about: kind, language: language ?? "none" });
      duration.observe({ platform }, ms / 1_000);
      if (missed) misses.inc({ language: language ?? "none" });
    },
    delivery({ platform, result, ms }) {
      deliveries.inc({ platform, result });
      deliveryDuration.observe({ platform }, ms / 1_000);
    },
    refused: (path, reason) => refusals.inc({ path, reason }),
    stored(operation, seconds, failed) {
      storeDuration.observe({ operation }, seconds);
      if (failed) storeFailures.inc({ operation });
    },
    expose: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function addStateOfNow(
  registry: Registry,
  store: Pick<Store, "outbox">,
  platforms: readonly { readonly name: string; isReady(): boolean }[],
): void {
  const registers = [registry];
  const unknown = { depth: Number.NaN, oldestMs: Number.NaN };
  const outbox = () => store.outbox().catch(() => unknown);
  new Gauge({
    name: "tl_advise_outbox_depth",
    help: "Replies that wait to be posted; NaN while the database cannot be read",
    registers,
    async collect() {
      this.set((await outbox()).depth);
    },
  });
  new Gauge({
    name: "tl_advise_outbox_oldest_seconds",
    help: "Age of the oldest reply that waits to be posted; NaN while the database cannot be read",
    registers,
    async collect() {
      this.set((await outbox()).oldestMs / 1_000);
    },
  });
  new Gauge({
    name: "tl_advise_platform_ready",
    help: "1 while the platform is connected",
    labelNames: ["platform"],
    registers,
    collect() {
      for (const platform of platforms) {
        this.set({ platform: platform.name }, platform.isReady() ? 1 : 0);
      }
    },
  });
}
