import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOutboxWorker, type OutboxWorker } from "../../src/runtime/outbox-worker.ts";
import { createStore, steadyNow } from "../../src/store/open.ts";
import type { Delivery, Settled, Store } from "../../src/store/store.ts";
import { ADDRESS, saying } from "../store/samples.ts";

const quiet = { info() {}, warn() {}, error() {} };

let store: Store;
let deliverers: OutboxWorker[];

beforeEach(async () => {
  store = await createStore("memory:", { now: steadyNow });
  deliverers = [];
});
afterEach(async () => {
  for (const outboxWorker of deliverers) await outboxWorker.stop(1_000);
  await store.close();
});

function open(
  deliver: (delivery: Delivery) => Promise<Settled>,
  isReady = () => true,
): OutboxWorker {
  const outboxWorker = createOutboxWorker({
    store,
    adapters: [{ name: "slack", isReady, deliver }],
    log: quiet,
  });
  deliverers.push(outboxWorker);
  outboxWorker.start();
  return outboxWorker;
}

const posted = async (): Promise<Settled> => ({ kind: "posted", message: "m" });
const queue = (key: string, turn: string) =>
  store.update(key, turn, saying(turn, { address: ADDRESS }));
const untilEmpty = () =>
  vi.waitFor(async () => expect((await store.outbox()).depth).toBe(0), {
    timeout: 10_000,
    interval: 20,
  });

test("what waits is posted once, in the order of its conversation", async () => {
  const turns: string[] = [];
  for (let index = 0; index < 20; index += 1) await queue("slack:T1/C1/-/U1", `t${index}`);
  open((delivery) => {
    turns.push(delivery.turn);
    return posted();
  });
  await untilEmpty();
  expect(turns).toEqual(Array.from({ length: 20 }, (_, index) => `t${index}`));
});

test("a deep channel keeps no other one waiting for a free hand", async () => {
  const turns: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    for (let channel = 0; channel < 20; channel += 1)
      await queue(`slack:T1/C${channel}/-/U1`, `${channel}/${index}`);
  }
  open(async (delivery) => {
    turns.push(delivery.turn);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return posted();
  });
  await untilEmpty();
  const firsts = Array.from({ length: 20 }, (_, channel) => turns.indexOf(`${channel}/0`));
  expect([turns.length, new Set(turns).size]).toEqual([100, 100]);
  expect(Math.max(...firsts)).toBeLessThan(40);
});

test("two instances on one outbox post each reply once", async () => {
  const turns: string[] = [];
  const note = (delivery: Delivery) => {
    turns.push(delivery.turn);
    return posted();
  };
  for (let index = 0; index < 40; index += 1)
    await queue(`slack:T1/C${index % 5}/-/U1`, `t${index}`);
  open(note);
  open(note);
  await untilEmpty();
  expect([turns.length, new Set(turns).size]).toEqual([40, 40]);
});

test("a refused reply is tried again, also when the adapter breaks its promise not to throw", async () => {
  const attempts: number[] = [];
  await queue("slack:T1/C1/-/U1", "t1");
  open(async (delivery) => {
    attempts.push(delivery.attempt);
    if (delivery.attempt === 1) return { kind: "retry", afterMs: 50, error: "429" };
    if (delivery.attempt === 2) throw new Error("broken promise");
    return posted();
  });
  await untilEmpty();
  expect(attempts).toEqual([1, 2, 3]);
});

test("a lease that was lost on its way is found again, as possibly posted", async () => {
  const deliveries: Delivery[] = [];
  let losses = 1;
  const claim: Store["claim"] = async (...claimed) => {
    const leased = await store.claim(...claimed);
    if (leased.length === 0 || losses === 0) return leased;
    losses -= 1;
    throw new Error("the connection broke after the commit");
  };
  await queue("slack:T1/C1/-/U1", "t1");
  const deliver = (delivery: Delivery) => {
    deliveries.push(delivery);
    return posted();
  };
  const adapters = [{ name: "slack", isReady: () => true, deliver }];
  const options = { store: { ...store, claim }, adapters, log: quiet, leaseMs: 300 };
  deliverers.push(createOutboxWorker(options));
  deliverers[0]?.start();
  await untilEmpty();
  expect(deliveries).toMatchObject([{ turn: "t1", recovered: true }]);
});

test("a reply is kept while its platform is away", async () => {
  let isReady = false;
  let attempts = 0;
  const outboxWorker = open(
    () => {
      attempts += 1;
      return posted();
    },
    () => isReady,
  );
  await queue("slack:T1/C1/-/U1", "t1");
  outboxWorker.queued(null);
  await store.ping();
  expect(attempts).toBe(0);
  isReady = true;
  await untilEmpty();
  expect(attempts).toBe(1);
});

test("stopping waits for what is on its way and takes nothing new", async () => {
  const gate = Promise.withResolvers<Settled>();
  await queue("slack:T1/C1/-/U1", "t1");
  await queue("slack:T1/C1/-/U1", "t2");
  const started = Promise.withResolvers<void>();
  const outboxWorker = open(() => {
    started.resolve();
    return gate.promise;
  });
  await started.promise;
  const stopped = outboxWorker.stop(5_000);
  gate.resolve({ kind: "posted", message: null });
  await stopped;
  expect((await store.outbox()).depth).toBe(1);
});

test("stopping gives up waiting after the given time", async () => {
  await queue("slack:T1/C1/-/U1", "t1");
  const started = Promise.withResolvers<void>();
  const outboxWorker = open(() => {
    started.resolve();
    return new Promise(() => undefined);
  });
  await started.promise;
  await expect(outboxWorker.stop(50)).resolves.toBeUndefined();
});
