import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import type { Route } from "../../src/adapters/adapter.ts";
import { MOST_BYTES, readBody } from "../../src/adapters/shared/request-body.ts";
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

const echo = withRoute(async (request, response) => {
  const body = await readBody(request);
  response.writeHead(body === null ? 413 : 200).end(body);
});

/** What the server answers to raw bytes, once `isWhole` of it. */
function raw(url: string, bytes: string, isWhole: (text: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.once("close", () => resolve(text));
    socket.on("data", (data) => {
      text += data;
      if (!isWhole(text)) return;
      resolve(text);
      socket.destroy();
    });
    socket.write(bytes);
  });
}

const CHUNKED = "POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";

test("a body in chunks is read like any other", async () => {
  const url = await open(echo);
  const answer = await raw(
    url,
    `${CHUNKED}3\r\nabc\r\n0\r\n\r\n`,
    (text) => text.endsWith("abc\r\n0\r\n\r\n") || text.endsWith("abc"),
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
});

test("chunks without an end are refused at the limit, and the connection closed", async () => {
  const url = await open(echo);
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const answer = await raw(url, CHUNKED + chunk.repeat(17), () => false);
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

test("an idle connection outlives those of common balancers", async () => {
  const url = await open(echo);
  const answer = await raw(url, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n", (text) =>
    text.includes("\r\n\r\n"),
  );
  expect(Number(/keep-alive: timeout=(\d+)/i.exec(answer)?.[1])).toBeGreaterThan(60);
});

test("a request whose signature is refused is told with its cure, once a minute, and counted each time", async () => {
  const told: object[] = [];
  const log = { ...quiet, warn: (fields: object) => void told.push(fields) };
  const adapters = withRoute((_request, response) => void response.writeHead(401).end()).adapters;
  const metrics = createMetrics(store, adapters);
  const url = await open({ adapters, metrics, log });
  const late = String(Math.round(Date.now() / 1000) - 600);
  const headers = { "x-slack-request-timestamp": late };
  for (let times = 0; times < 3; times += 1)
    await fetch(`${url}/slack/events`, { method: "POST", headers });
  const counted = 'tl_advise_refusals_total{path="/slack/events",reason="signature"} 3';
  await vi.waitFor(async () => expect((await metrics.expose()).text).toContain(counted));
  expect(told).toEqual([
    {
      path: "/slack/events",
      reason: "signature",
      before: 0,
      aheadSeconds: expect.closeTo(-600, -1),
      cure: expect.stringContaining("clock"),
    },
  ]);
});

test.each(["via", "x-real-ip", "forwarded", "x-forwarded-proto"])(
  "what a proxy on this machine sends on with %s is not from this machine",
  async (name) => {
    const url = await open();
    expect((await fetch(`${url}/metrics`, { headers: { [name]: "1" } })).status).toBe(403);
  },
);

test("with a token even this machine needs it: a proxy on it may add no header", async () => {
  const url = await open({ metricsToken: "a-token-of-16-characters" });
  expect((await fetch(`${url}/metrics`)).status).toBe(403);
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
