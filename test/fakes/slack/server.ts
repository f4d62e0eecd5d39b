import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageFault } from "./checks.ts";
import { change, keep, METHODS } from "./methods.ts";
import { EVENT_SCOPES, METHOD_SCOPES } from "./scopes.ts";
import { createSocketEnd, type SocketEnd } from "./socket.ts";
import { createWorkspace, type Json, newId, type Workspace } from "./workspace.ts";

/** A fault to be given instead of the next answers of a method (or of `response_url`); `done`: the work is done first. */
export type Trouble = {
  readonly status?: number;
  readonly retryAfter?: number;
  readonly error?: string;
  readonly done?: boolean;
  readonly delayMs?: number;
};

/** A local Slack: the Web API, response_urls, uploads and Socket Mode, which refuse what Slack refuses. */
export type FakeSlack = {
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly socket: SocketEnd;
  /** Makes the next calls of a method fail, one trouble a call. */
  trouble(method: string, ...troubles: readonly Trouble[]): void;
  /** Takes a scope away from the bot. */
  withoutScope(scope: string): void;
  /** Hears of each call, and when (`performance.now`) the whole of it had arrived. */
  onCall(listener: Listener): void;
  trigger(): string;
  responseUrl(grant: { channel: string; user: string; ts: string | null; hidden: boolean }): string;
  close(): Promise<void>;
};

type Listener = (method: string, arrivedMs: number) => void;

export const BOT_TOKEN = "xoxb-fake";
export const APP_TOKEN = "xapp-fake";

export async function startFakeSlack(): Promise<FakeSlack> {
  const workspace = createWorkspace();
  let listener: Listener = () => undefined;
  const troubles = new Map<string, Trouble[]>();
  const scopes = new Set([
    "commands",
    ...Object.values({ ...METHOD_SCOPES, ...EVENT_SCOPES }).flat(),
  ]);
  const server = createServer((request, response) => void serve(request, response));
  const socket = createSocketEnd(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const path = request.url ?? "/";
    if (path.startsWith("/api/"))
      return answerCall(path.slice("/api/".length), request, body, response);
    if (path.startsWith("/response/"))
      return answerUrl(path.slice("/response/".length), body.toString("utf8"), response);
    if (path.startsWith("/upload/"))
      return takeUpload(path.slice("/upload/".length), body, response);
    response.writeHead(404).end();
  }

  async function answerCall(
    method: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const arrivedMs = performance.now();
    const args = parseForm(body.toString("utf8"));
    workspace.calls.push({ method, args });
    listener(method, arrivedMs);
    const trouble = troubles.get(method)?.shift();
    if (trouble?.delayMs) await new Promise((resolve) => setTimeout(resolve, trouble.delayMs));
    if (trouble && !trouble.done && !trouble.delayMs) return give(response, trouble);
    const answer = run(method, String(request.headers.authorization), args);
    if (trouble?.done) return give(response, trouble);
    response
      .writeHead(200, {
        "content-type": "application/json",
        "x-oauth-scopes": [...scopes].join(","),
      })
      .end(JSON.stringify({ ok: true, ...answer }));
  }

  function run(method: string, authorization: string, args: Json): Json {
    if (method === "apps.connections.open") {
      return authorization === `Bearer ${APP_TOKEN}`
        ? { url: `${origin.replace("http", "ws")}/socket` }
        : { ok: false, error: "invalid_auth" };
    }
    if (method !== "oauth.v2.access" && !/^Bearer xoxb-(fake|installed)$/.test(authorization))
      return { ok: false, error: "invalid_auth" };
    const needed = METHOD_SCOPES[method] ?? [];
    if (needed.length > 0 && !needed.some((scope) => scopes.has(scope)))
      return { ok: false, error: "missing_scope", needed: needed.join(",") };
    return METHODS[method]?.(workspace, args, origin) ?? { ok: false, error: "unknown_method" };
  }

  function answerUrl(id: string, body: string, response: ServerResponse): void {
    const trouble = troubles.get("response_url")?.shift();
    if (trouble) {
      give(response, trouble);
      return;
    }
    const grant = workspace.urls.get(id);
    if (!grant || workspace.clock - grant.issued > 30 * 60 * 1000)
      return void response.writeHead(404).end("expired_url");
    if (grant.uses >= 5) return void response.writeHead(404).end("used_url");
    const message = JSON.parse(body) as Json;
    workspace.calls.push({ method: "response_url", args: message });
    const fault = messageFault(message);
    if (fault)
      return void response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ ok: false, error: fault }));
    grant.uses += 1;
    const original = workspace.messages.find(
      (known) => known.ts === grant.ts && known.channel === grant.channel,
    );
    if (message.replace_original && original) change(original, message);
    else
      keep(
        workspace,
        message,
        grant.channel,
        message.response_type === "in_channel" ? null : grant.user,
        "response_url",
      );
    response.writeHead(200).end("ok");
  }

  function takeUpload(id: string, body: Buffer, response: ServerResponse): void {
    const upload = workspace.uploads.find((known) => known.id === id);
    if (!upload || upload.bytes !== -body.byteLength) return void response.writeHead(400).end();
    upload.bytes = body.byteLength;
    response.writeHead(200).end(`OK - ${body.byteLength}`);
  }

  return {
    apiUrl: `${origin}/api/`,
    workspace,
    socket,
    trouble: (method, ...added) =>
      void troubles.set(method, [...(troubles.get(method) ?? []), ...added]),
    withoutScope: (scope) => void scopes.delete(scope),
    onCall(added) {
      listener = added;
    },
    trigger() {
      const id = newId("trigger");
      workspace.triggers.set(id, workspace.clock);
      return id;
    },
    responseUrl(grant) {
      const id = newId("R");
      workspace.urls.set(id, { ...grant, issued: workspace.clock, uses: 0 });
      return `${origin}/response/${id}`;
    },
    async close() {
      await socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function give(response: ServerResponse, { status, retryAfter, error }: Trouble): void {
  if (error)
    return void response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ ok: false, error }));
  response
    .writeHead(status ?? 500, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) })
    .end();
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The client sends lists and objects as JSON within a form. */
function parseForm(body: string): Json {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) || value === "true" || value === "false" ? JSON.parse(value) : value,
    ]),
  );
}
