import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../lib/log.ts";
import type { Delivery, Settled, Store } from "../store/store.ts";

/** How one try to post went. */
export type DeliveryRecord = {
  readonly platform: string;
  readonly result: Settled["kind"];
  readonly ms: number;
};

/** What a platform does for the outbox. `deliver` posts one reply and never throws. */
export type Outlet = {
  readonly name: string;
  isReady(): boolean;
  deliver(delivery: Delivery): Promise<Settled>;
};

export type OutboxWorkerOptions = {
  readonly store: Store;
  readonly adapters: readonly Outlet[];
  readonly log: Log;
  readonly metrics?: (delivery: DeliveryRecord) => void;
  /** How long an instance may be silent before another takes over what it was posting. */
  readonly leaseMs?: number;
};

/** Posts what waits in the outbox. */
export type OutboxWorker = {
  start(): void;
  /** The name under which this instance leases replies. */
  readonly worker: string;
  /** A reply has just been queued: posts it at once when it was leased to this worker, else looks at the outbox. */
  queued(delivery: Delivery | null): void;
  /** Posts one reply, in the outbox or not. Never throws. */
  post(delivery: Delivery): Promise<Settled>;
  /** Takes nothing new and waits for what is on its way, at most `withinMs`. Safe to call twice. */
  stop(withinMs: number): Promise<void>;
};

/** An instance renews three times in it, also while idle, so that what it leases next is its own; a process that hangs for so long is not alive. */
export const LEASE_MS = 15_000;

/** How often the outbox is looked at without being woken, for retries and for what a dead instance left. */
const POLL_MS = 500;

/** So many replies are posted at the same time, each in a channel of its own. */
const CONCURRENCY = 16;

/** About eight hours at the adapters' longest pause of a minute; then the reply would surprise more than it helps. */
const MOST_ATTEMPTS = 500;

/** Even a platform that names no pause is not hammered. */
const LONGEST_FLOOR_MS = 5_000;

/** Every instance runs one; they share the outbox. The caller starts and stops it. */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const { store, adapters, log, leaseMs = LEASE_MS } = options;
  const worker = randomBytes(8).toString("hex");
  const underway = new Map<string, Promise<void>>();
  const timers: NodeJS.Timeout[] = [];
  let isRunning = false;
  let isLooking = false;
  let isWoken = false;
  /** Whether something may wait for one of the deliveries that are underway. */
  let isBehind = false;
  let isTroubled = false;
  /** Leased to this worker, and not underway when it was last looked. */
  let unheard: readonly string[] = [];

  async function post(delivery: Delivery): Promise<Settled> {
    const started = performance.now();
    const { platform } = delivery.address;
    const adapter = adapters.find(({ name }) => name === platform);
    if (!adapter) return { kind: "dropped", error: `there is no platform ${platform}` };
    let how: Settled;
    try {
      how = await adapter.deliver(delivery);
    } catch (error) {
      how = { kind: "retry", afterMs: 0, error: String(error) };
    }
    const record = { platform, result: how.kind, ms: Math.round(performance.now() - started) };
    options.metrics?.(record);
    if (how.kind === "posted") return how;
    const { id, attempt, reply } = delivery;
    const fields = { ...record, delivery: id, attempt, about: reply.about, error: how.error };
    if (how.kind === "dropped") log.error(fields, "a reply was given up");
    else log.warn(fields, "a reply could not be posted yet");
    return how;
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const how = bounded(await post(delivery), delivery.attempt);
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      try {
        await settle(delivery, how);
        break;
      } catch (error) {
        // The post is done: what is not noted now is found by its delivery id after the lease.
        log.error({ delivery: delivery.id, error }, "the outbox could not be written");
        if (!isRunning) return;
        await sleep(pauseMs);
      }
    }
    if (how.kind === "retry") after(how.afterMs, look);
  }

  /** Goes on with the channel's next reply, unless others wait for a free hand: then the oldest of all is next. */
  async function settle(delivery: Delivery, how: Settled): Promise<void> {
    const isFull = underway.size >= CONCURRENCY;
    const next = await store.settle(delivery, how, isRunning && !isFull ? worker : null);
    if (next) undertake(next);
    else if (isFull) isBehind = true;
  }

  function after(ms: number, action: () => void): void {
    setTimeout(action, ms + 5).unref();
  }

  async function look(): Promise<void> {
    isWoken = true;
    if (isLooking) return;
    isLooking = true;
    try {
      while (isRunning && isWoken) {
        isWoken = false;
        if (await takeSome()) isWoken = true;
      }
      if (isTroubled) log.info({}, "the outbox can be read again");
      isTroubled = false;
    } catch (error) {
      if (!isTroubled) log.error({ error }, "the outbox cannot be read");
      isTroubled = true;
    } finally {
      isLooking = false;
    }
  }

  /** Whether something was taken, so that more may be there. */
  async function takeSome(): Promise<boolean> {
    const free = CONCURRENCY - underway.size;
    if (free < 1) return false;
    const ready = adapters.filter((adapter) => adapter.isReady()).map(({ name }) => name);
    isBehind &&= underway.size > 0;
    const deliveries = await store.claim(worker, free, leaseMs, ready);
    for (const delivery of deliveries) undertake(delivery);
    return deliveries.length > 0;
  }

  function undertake(delivery: Delivery): void {
    const task = deliver(delivery).finally(() => {
      underway.delete(delivery.id);
      if (isBehind) void look();
    });
    underway.set(delivery.id, task);
  }

  async function renew(): Promise<void> {
    try {
      await store.renew(worker);
      await releaseUnheard();
    } catch (error) {
      log.warn({ error }, "the leases of the outbox could not be renewed");
    }
  }

  /** A connection that breaks at the end of a transaction leaves leases that nobody here heard of. */
  async function releaseUnheard(): Promise<void> {
    const idle = (await store.leased(worker)).filter((id) => !underway.has(id));
    const lost = idle.filter((id) => unheard.includes(id));
    unheard = idle;
    if (lost.length > 0) await store.release(worker, lost);
  }

  return {
    worker,
    post,
    queued(delivery) {
      if (delivery) return undertake(delivery);
      isBehind = true;
      void look();
    },
    start() {
      if (isRunning) return;
      isRunning = true;
      timers.push(setInterval(look, POLL_MS), setInterval(renew, leaseMs / 3));
      void look();
    },
    async stop(withinMs) {
      isRunning = false;
      for (const timer of timers.splice(0)) clearInterval(timer);
      const limit = sleep(withinMs, "late", { ref: false });
      while (underway.size > 0) {
        const ended = await Promise.race([Promise.all(underway.values()), limit]);
        if (ended === "late") return;
      }
    },
  };
}

/** A retry with a pause, or none after too many. */
function bounded(how: Settled, attempt: number): Settled {
  if (how.kind !== "retry") return how;
  if (attempt >= MOST_ATTEMPTS) return { kind: "dropped", error: how.error };
  const floorMs = Math.min(100 * 2 ** (attempt - 1), LONGEST_FLOOR_MS);
  return { ...how, afterMs: Math.max(how.afterMs, floorMs) };
}
