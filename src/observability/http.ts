import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Adapter, Route } from "../adapters/adapter.ts";
import { MOST_BYTES } from "../adapters/shared/request-body.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../store/store.ts";
import type { Metrics } from "./metrics.ts";

export type HttpOptions = {
  readonly port: number;
  readonly host: string;
  /** Lets others than this machine see `/metrics` and the details of `/readyz`. */
  readonly metricsToken: string | null;
  readonly store: Pick<Store, "ping" | "outbox">;
  readonly adapters: readonly Pick<Adapter, "name" | "routes" | "isReady" | "shards">[];
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
    ...adapters.flatMap((adapter) => adapter.routes),
  ];
  const byPath = new Map(routes.map((route) => [route.path, route]));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request);
    if (refusal) return refuse(request, response, refusal);
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const route = byPath.get(path);
    if (!route) return send(response, 404, { error: "there is nothing here" });
    try {
      await route.handle(request, response);
    } catch (error) {
      log.error({ path, error }, "a request failed");
      if (!response.headersSent) send(response, 500, { error: "failed" });
      else response.destroy();
    }
  }

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, handle);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  log.info({ port, paths: [...byPath.keys()] }, "http: listening");
  return { port, stop: (withinMs) => close(server, withinMs) };
}

type Refusal = { readonly status: number; readonly error: string };

/** Bodies without a length could be without an end. */
function refusalOf(request: IncomingMessage): Refusal | null {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) {
    return { status: 413, error: `a body has at most ${MOST_BYTES} bytes` };
  }
  return request.headers["transfer-encoding"] === undefined
    ? null
    : { status: 411, error: "send the body with its Content-Length" };
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  response.setHeader("connection", "close");
  response.once("finish", () => request.destroy());
  send(response, refusal.status, { error: refusal.error });
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

/** Whether the request comes from this machine itself (not through a proxy on it) or with the token. */
function isAdmin({ metricsToken }: HttpOptions, request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const isForwarded = headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
  if (!isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? "")) return true;
  if (metricsToken === null) return false;
  const given = Buffer.from(headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${metricsToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
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
