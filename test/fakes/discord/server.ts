import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiFault } from "./fault.ts";
import { createGateway } from "./gateway.ts";
import { createInteractions } from "./interactions.ts";
import { parseRequest } from "./multipart.ts";
import { type Call, createRest } from "./rest.ts";
import { createWorld, TOKEN } from "./world.ts";

export type FakeOptions = {
  /** Privileged intents that are switched on in the portal. */
  readonly intents?: number;
  readonly shards?: number;
  /** The application's flags. */
  readonly flags?: number;
  /** How many posts one channel takes in a time. */
  readonly bucket?: { readonly limit: number; readonly windowMs: number };
};

/** A fault to answer with instead: the next `times` calls that match. */
export type Trouble = {
  readonly path: RegExp;
  readonly status: number;
  readonly code?: number;
  readonly times: number;
  readonly retryAfterSeconds?: number;
  /** Whether the call is carried out although the answer is lost. */
  readonly carriedOut?: boolean;
};

/** Discord on 127.0.0.1: REST, gateway, interactions. Everything that is sent is checked against the documented rules. */
export async function startFakeDiscord(options: FakeOptions = {}) {
  const world = createWorld();
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const interactions = createInteractions(world, now);
  const calls: Call[] = [];
  const bucket = createBucket(options.bucket ?? { limit: 1000, windowMs: 1000 });
  const refusals: string[] = [];
  const troubles: { trouble: Trouble; left: number }[] = [];
  const http = createServer();
  const gateway = createGateway(http, world, () => options.intents ?? 0);
  const origin = () => `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const closedDirect = new Set<string>();
  const rest = createRest({
    world,
    interactions,
    gatewayUrl: () => `ws://${origin()}/gateway`,
    shards: () => options.shards ?? 1,
    flags: () => options.flags ?? 0,
    closedDirect,
    notify: gateway.dispatch,
  });

  http.on("request", async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = url.pathname.replace(/^\/api\/v10/, "");
    const call: Call = {
      method: request.method ?? "",
      path,
      query: url.searchParams,
      auth: request.headers.authorization ?? null,
      ...(await parseRequest(request)),
    };
    calls.push(call);
    const waiting = troubles.find(({ trouble, left }) => left > 0 && trouble.path.test(path));
    try {
      if (waiting) {
        waiting.left -= 1;
        if (waiting.trouble.carriedOut) rest.answer(call);
        return trouble(response, waiting.trouble);
      }
      const isOpen = /^\/(interactions|webhooks)\//.test(path);
      if (!isOpen && call.auth !== `Bot ${TOKEN}`) throw new ApiFault(401, 0, "401: Unauthorized");
      const limit = bucket(`${call.method} ${path}`);
      if (limit.remaining < 0) {
        const retryAfterSeconds = limit.resetAfterSeconds;
        return trouble(response, { path: /./, status: 429, times: 1, retryAfterSeconds });
      }
      reply(response, 200, rest.answer(call), path, limit);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.code === 50035) refusals.push(error.message);
      reply(response, error.status, { message: error.message, code: error.code }, path);
    }
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));

  return {
    apiUrl: `http://${origin()}/api`,
    world,
    gateway,
    interactions,
    calls,
    closedDirect,
    commands: rest.commands,
    /** Messages that were refused because a documented rule was broken. */
    refusals,
    clock,
    now,
    trouble: (each: Trouble) => void troubles.push({ trouble: each, left: each.times }),
    async stop(): Promise<void> {
      await gateway.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

type Limit = {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAfterSeconds: number;
};

/** Counts calls of one route and channel: https://docs.discord.com/developers/topics/rate-limits */
function createBucket({ limit, windowMs }: { readonly limit: number; readonly windowMs: number }) {
  const counted = new Map<string, { count: number; endsAt: number }>();
  return (route: string): Limit => {
    const at = performance.now();
    const old = counted.get(route);
    const window = old && old.endsAt > at ? old : { count: 0, endsAt: at + windowMs };
    window.count += 1;
    counted.set(route, window);
    return {
      limit,
      remaining: limit - window.count,
      resetAfterSeconds: (window.endsAt - at) / 1000,
    };
  };
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  path: string,
  { limit, remaining, resetAfterSeconds }: Limit = { limit: 1, remaining: 1, resetAfterSeconds: 0 },
): void {
  response.writeHead(body === null ? 204 : status, {
    ...(body !== null && { "content-type": "application/json" }),
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset-after": String(resetAfterSeconds),
    "x-ratelimit-bucket": path.replace(/\d{17,}/g, "id").slice(0, 40),
  });
  response.end(body === null ? undefined : JSON.stringify(body));
}

function trouble(response: ServerResponse, { status, code = 0, retryAfterSeconds }: Trouble): void {
  const wait =
    retryAfterSeconds === undefined
      ? {}
      : { "retry-after": String(retryAfterSeconds), "x-ratelimit-scope": "user" };
  response.writeHead(status, { "content-type": "application/json", ...wait });
  response.end(
    JSON.stringify({ message: "trouble", code, retry_after: retryAfterSeconds, global: false }),
  );
}
