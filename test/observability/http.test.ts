import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Route } from "../../src/adapters/adapter.ts";
import { MOST_BYTES } from "../../src/adapters/shared/request-body.ts";
import { type HttpOptions, type HttpServer, startHttp } from "../../src/observability/http.ts";
import { createMetrics } from "../../src/observability/metrics.ts";

const quiet = { info() {}, warn() {}, error() {} };
const store = {
  ping: async () => undefined,
  outbox: async () => ({ depth: 2, oldestMs: 1_500 }),
};
const broken = {
  ping: () => Promise.reject(new Error("away")),
  outbox: () => Promise.reject(new Error("away")),
};

let server: HttpServer | null = null;
afterEach(() => server?.stop(100));

async function open(more: Partial<HttpOptions> = {}): Promise<string> {
  const adapters = more.adapters ?? [{ name: "slack", routes: [], isReady: () => true }];
  const metrics = createMetrics(more.store ?? store, adapters);
  server = await startHttp({
    port: 0,
    host: "127.0.0.1",
    metricsToken: null,
    store,
    adapters,
    metrics,
    log: quiet,
    ...more,
  });
  return `http://127.0.0.1:${server.port}`;
}

const withRoute = (handle: Route["handle"]) => ({
  adapters: [{ name: "slack", routes: [{ path: "/slack/events", handle }], isReady: () => true }],
});
const REMOTE = { "x-forwarded-for": "203.0.113.9" };

test("/healthz tells that the process lives, even without a database", async () => {
  const response = await fetch(`${await open({ store: broken })}/healthz`);
  expect([response.status, await response.json()]).toEqual([200, { alive: true }]);
});

test("/readyz tells of each platform, the store and the outbox", async () => {
  const response = await fetch(`${await open()}/readyz`);
  expect(await response.json()).toEqual({
    ready: true,
    store: true,
    platforms: { slack: true },
    shards: {},
    outbox: { depth: 2, oldestMs: 1_500 },
  });
});

test("/readyz is 503 without a database, and without any platform", async () => {
  expect((await fetch(`${await open({ store: broken })}/readyz`)).status).toBe(503);
  await server?.stop(100);
  const adapters = [{ name: "slack", routes: [], isReady: () => false }];
  expect((await fetch(`${await open({ adapters })}/readyz`)).status).toBe(503);
});

test("one platform that is away does not take the other with it", async () => {
  const adapters = ["slack", "discord"].map((name) => ({
    name,
    routes: [],
    isReady: () => name === "slack",
  }));
  const response = await fetch(`${await open({ adapters })}/readyz`);
  expect(await response.json()).toMatchObject({
    ready: true,
    platforms: { slack: true, discord: false },
  });
});

test("/metrics counts turns, misses, duplicates, deliveries and the outbox", async () => {
  const adapters = [{ name: "slack", routes: [], isReady: () => true }];
  const metrics = createMetrics(store, adapters);
  const turn = {
    kind: "text",
    platform: "slack",
    key: "k",
    ms: 2,
    fresh: true,
    missed: false,
  } as const;
  metrics.turn({ ...turn, about: "topic:peft_lora", language: "ja" });
  metrics.turn({ ...turn, about: "not_understood", language: "en", missed: true });
  metrics.turn({ ...turn, about: "greeting", language: "en", fresh: false });
  metrics.turn({ ...turn, about: null, language: null });
  metrics.delivery({ platform: "slack", result: "retry", ms: 30 });
  const text = await (await fetch(`${await open({ adapters, metrics })}/metrics`)).text();
  for (const line of [
    'tl_advise_turns_total{platform="slack",about="topic",language="ja"} 1',
    'tl_advise_turns_total{platform="slack",about="silent",language="none"} 1',
    'tl_advise_misses_total{language="en"} 1',
    'tl_advise_duplicates_total{platform="slack"} 1',
    'tl_advise_deliveries_total{platform="slack",result="retry"} 1',
    "tl_advise_outbox_depth 2",
    "tl_advise_outbox_oldest_seconds 1.5",
    'tl_advise_platform_ready{platform="slack"} 1',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
});

test("/metrics works while the database is away", async () => {
  const text = await (await fetch(`${await open({ store: broken })}/metrics`)).text();
  expect(text).toContain("tl_advise_outbox_depth Nan");
});

test("/metrics and the details are for this machine or the token only", async () => {
  const url = await open({ metricsToken: "a-token-of-16-characters" });
  expect((await fetch(`${url}/metrics`, { headers: REMOTE })).status).toBe(403);
  expect(await (await fetch(`${url}/readyz`, { headers: REMOTE })).json()).toEqual({ ready: true });
  const headers = { ...REMOTE, authorization: "Bearer a-token-of-16-characters" };
  expect((await fetch(`${url}/metrics`, { headers })).status).toBe(200);
  const wrong = { ...REMOTE, authorization: "Bearer a-token-of-16-charactexx" };
  expect((await fetch(`${url}/metrics`, { headers: wrong })).status).toBe(403);
});

test("a platform's path reaches its handler with the body untouched", async () => {
  const url = await open(
    withRoute(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      response.end(Buffer.concat(parts));
    }),
  );
  const response = await fetch(`${url}/slack/events?x=1`, { method: "POST", body: '{"a":"é"}' });
  expect(await response.text()).toBe('{"a":"é"}');
});

test("a handler that throws gives 500 and the server lives on", async () => {
  const url = await open(
    withRoute(() => {
      throw new Error("no");
    }),
  );
  expect((await fetch(`${url}/slack/events`, { method: "POST" })).status).toBe(500);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test("a body that is too long is refused before it is read", async () => {
  let calls = 0;
  const url = await open(
    withRoute(() => {
      calls += 1;
    }),
  );
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { "content-length": MOST_BYTES + 1 };
    const request = httpRequest(`${url}/slack/events`, { method: "POST", headers }, (response) =>
      resolve(response.statusCode),
    );
    request.once("error", reject);
    request.write("x");
  });
  expect([status, calls]).toEqual([413, 0]);
});

test("a body without a length is refused", async () => {
  const url = await open(withRoute((_request, response) => void response.end()));
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.once("data", (data) => resolve(data.toString()));
    socket.write("POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
  });
  expect(answer).toMatch(/^HTTP\/1.1 411 /);
});

test("an unknown path is 404", async () => {
  expect((await fetch(`${await open()}/admin`)).status).toBe(404);
});

test("a port in use is named with its cure", async () => {
  const url = await open();
  const second = startHttp({
    port: Number(new URL(url).port),
    host: "127.0.0.1",
    metricsToken: null,
    store,
    adapters: [],
    metrics: createMetrics(store, []),
    log: quiet,
  });
  await expect(second).rejects.toThrow(/set PORT to another number/);
});

test("stopping lets a running request end", async () => {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const url = await open(
    withRoute(async (_request, response) => {
      started.resolve();
      await gate.promise;
      response.end("done");
    }),
  );
  const answer = fetch(`${url}/slack/events`).then((response) => response.text());
  await started.promise;
  const stopped = server?.stop(5_000);
  gate.resolve();
  expect(await answer).toBe("done");
  await stopped;
});
