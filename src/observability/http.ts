import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Adapter, Route } from "../adapters/adapter.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../store/store.ts";
import { createAdmission, MOST_CONNECTIONS, type Refusal } from "./admission.ts";
import type { Metrics } from "./metrics.ts";
import { createRefusals } from "./refusals.ts";

export type HttpOptions = {
  readonly port: number;
  readonly host: string;
  /** What `/metrics` and the details of `/readyz` ask for; without it this machine alone sees them. */
  readonly metricsToken: string | null;
  readonly store: Pick<Store, "ping" | "outbox">;
  readonly adapters: readonly Pick<Adapter, "name" | "routes" | "isReady" | "shards">[];
  /** Paths of the bot's own, such as the admin page's. */
  readonly routes?: readonly Route[];
  readonly metrics: Metrics;
  readonly log: Log;
};

/** `stop` lets running requests end, at most `withinMs`. */
export type HttpServer = { readonly port: number; stop(withinMs: number): Promise<void> };

/** Serves `/healthz`, `/readyz`, `/metrics` and the platforms' own paths. @throws when the port cannot be had. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { adapters, log } = options;
  const routes: readonly Route[] = [
    { path: "/healthz", handle: (_request, response) => send(response, 200, { alive: true }) },
    { path: "/readyz", handle: (request, response) => sendReadiness(options, request, response) },
    { path: "/metrics", handle: (request, response) => sendMetrics(options, request, response) },
    ...(options.routes ?? []),
    ...adapters.flatMap((adapter) => adapter.routes),
  ];
  const byPath = new Map(routes.map((route) => [route.path, route]));

  const admit = createAdmission();
  const refused = createRefusals(log, options.metrics.refused, Date.now);

  let isClosing = false;

  function follow(request: IncomingMessage, response: ServerResponse, path: string): void {
    const started = performance.now();
    // A body that is refused is not read to its end.
    response.once("finish", () => request.complete || request.destroy());
    response.once("close", () => {
      const { statusCode: status } = response;
      if (isClosing) setImmediate(() => server.closeIdleConnections());
      if (status === 401) refused(path, "signature", request.headers);
      const ms = Math.round(performance.now() - started);
      log.debug?.({ method: request.method, path, status, ms }, "http");
    });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const route = byPath.get(path);
    follow(request, response, route?.path ?? "other");
    const admitted = admit(request);
    if (typeof admitted !== "function") {
      refused(route?.path ?? "other", admitted.reason);
      return refuse(response, admitted);
    }
    response.once("close", admitted);
    if (!route) return send(response, 404, { error: "there is nothing here" });
    try {
      await route.handle(request, response);
    } catch (error) {
      log.error({ path, error }, "a request failed");
      if (!response.headersSent) send(response, 500, { error: "failed" });
      else response.destroy();
    }
  }

  const server = createServer(TIMEOUTS, handle);
  server.maxConnections = MOST_CONNECTIONS;
  server.on("drop", () => refused("other", "connections"));
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  log.info({ port, paths: [...byPath.keys()] }, "http: listening");
  return {
    port,
    stop(withinMs) {
      isClosing = true;
      return close(server, withinMs);
    },
  };
}

/**
 * Platforms send a request within a second and give up after three. Idle connections live longer than those of common
 * balancers (60 s), so that none is closed just as the balancer uses it.
 */
const TIMEOUTS = {
  requestTimeout: 10_000,
  headersTimeout: 5_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2_000,
} as const;

function refuse(response: ServerResponse, { status, error }: Refusal): void {
  response.setHeader("connection", "close");
  if (status === 503) response.setHeader("retry-after", "5");
  send(response, status, { error });
}

/** Ready: the database answers, and a platform (if there is one) is connected. One that is away stops no other. */
async function sendReadiness(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { store, adapters } = options;
  const platforms = Object.fromEntries(adapters.map((each) => [each.name, each.isReady()]));
  const isStoreReady = await store.ping().then(
    () => true,
    () => false,
  );
  const outbox = isStoreReady ? await store.outbox().catch(() => null) : null;
  const isReady =
    isStoreReady && (adapters.length === 0 || Object.values(platforms).some((each) => each));
  const shards = Object.fromEntries(
    adapters.flatMap(({ name, shards: of }) => (of ? [[name, Object.fromEntries(of())]] : [])),
  );
  const details = isAdmin(options, request)
    ? { store: isStoreReady, platforms, shards, outbox }
    : {};
  send(response, isReady ? 200 : 503, { ready: isReady, ...details });
}

async function sendMetrics(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  if (!isAdmin(options, request)) {
    send(response, 403, { error: "ask from this machine, or with METRICS_TOKEN as bearer token" });
    return;
  }
  const { type, text } = await options.metrics.expose();
  response.writeHead(200, { "content-type": type }).end(text);
}

/** Whether the request has the token; where there is none, whether it comes from this machine, not through a proxy on it. */
function isAdmin({ metricsToken }: HttpOptions, request: IncomingMessage): boolean {
  if (metricsToken === null) return isFromHere(request);
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${metricsToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What proxies add. One that adds none of these looks like this machine: METRICS_TOKEN is for it. */
const FORWARDED = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|cf-connecting-ip)$/;

/** Whether a request comes from this machine and nothing shows that a proxy on it sent it on. */
export function isFromHere({ headers, socket, httpVersion }: IncomingMessage): boolean {
  return (
    httpVersion !== "1.0" &&
    !Object.keys(headers).some((name) => FORWARDED.test(name)) &&
    /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? "")
  );
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, { port, host }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(
        new Error(
          `Port ${port} on ${host} cannot be opened (${cause.code}). Stop what uses it, or set PORT to another number (0: any free one).`,
          { cause },
        ),
      );
    });
    server.listen(port, host, () => resolve());
  });
}

async function close(server: Server, withinMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearTimeout(timer);
}
