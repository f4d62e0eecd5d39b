import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { webApi } from "@slack/bolt";
import { afterEach, expect, test } from "vitest";
import { faultOf } from "../../../src/adapters/slack/connection/access.ts";
import { createTransport } from "../../../src/adapters/slack/connection/transport.ts";

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

/** A client of the Web API whose Slack answers with `listener`. */
async function open(listener: RequestListener, timeoutMs = 5_000) {
  const opened = createServer(listener);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return new webApi.WebClient("xoxb-1", {
    slackApiUrl: `http://127.0.0.1:${(opened.address() as AddressInfo).port}/api/`,
    logLevel: webApi.LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: createTransport(timeoutMs),
  });
}

const fault = async (call: Promise<unknown>) => faultOf(await call.catch((error) => error));

test("a call carries token and arguments, and its answer comes back with its headers", async () => {
  const client = await open(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const args = new URLSearchParams(Buffer.concat(parts).toString());
    response
      .writeHead(200, { "content-type": "application/json", "x-oauth-scopes": "chat:write" })
      .end(JSON.stringify({ ok: true, said: args.get("text"), by: request.headers.authorization }));
  });
  const answer = await client.apiCall("chat.postMessage", { text: "学習率は？&<b>" });
  expect(answer).toMatchObject({
    said: "学習率は？&<b>",
    by: "Bearer xoxb-1",
    response_metadata: { scopes: ["chat:write"] },
  });
});

test.each([
  [
    { status: 429, headers: { "retry-after": "3" } },
    { kind: "rate_limited", afterMs: 3_000 },
  ],
  [
    { status: 503, headers: {} },
    { kind: "server", status: 503 },
  ],
  [
    { status: 204, headers: {} },
    { kind: "server", status: 204 },
  ],
  [
    { status: 302, headers: { location: "/elsewhere" } },
    { kind: "server", status: 302 },
  ],
])("what is no answer of Slack's is told apart: %o", async ({ status, headers }, expected) => {
  const client = await open((request, response) => {
    request.resume();
    response.writeHead(status, headers).end();
  });
  expect(await fault(client.apiCall("chat.postMessage", { text: "x" }))).toEqual(expected);
});

test("a Slack that is silent is given up as a fault of the network", async () => {
  const client = await open(() => undefined, 300);
  expect(await fault(client.apiCall("chat.postMessage", { text: "x" }))).toEqual({
    kind: "network",
  });
});
