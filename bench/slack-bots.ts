import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSlackAdapter as createChatSdkAdapter } from "@chat-adapter/slack";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { Chat, type Adapter as ChatSdkAdapter, ConsoleLogger } from "chat";
import type { Adapter } from "../src/adapters/adapter.ts";
import { createSlackAdapter } from "../src/adapters/slack/adapter.ts";
import { composeKit } from "../src/compose.ts";
import { createStore } from "../src/store/open.ts";
import { connect } from "../test/connected.ts";
import { SIGNING_SECRET } from "../test/fakes/slack/sender.ts";
import { BOT_TOKEN } from "../test/fakes/slack/server.ts";
import { BOT, BOT_ID } from "../test/fakes/slack/workspace.ts";
import { serveBot } from "./bot-process.ts";
import { createMemoryState } from "./chat-sdk-state.ts";

/** The whole bot, or a hello world, as a process that a benchmark talks to: `slack-bots.ts NAME API-URL`. */
const BOTS = { "bare Bolt": startBareBolt, "Chat SDK": startChatSdk, "tl-advise": startWhole };
export type SlackBot = keyof typeof BOTS;

const SILENT = { info() {}, warn() {}, error() {} };

/** A bot behind HTTP. */
type Bot = { readonly handle: RequestListener; stop(): Promise<unknown> };

async function startBareBolt(apiUrl: string): Promise<Bot> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: BOT_TOKEN,
    botId: BOT_ID,
    botUserId: BOT,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: apiUrl },
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: "Hello", thread_ts: event.ts });
  });
  app.command("/tl-advise", ({ ack }) => ack("Hello"));
  return { handle: receiver.requestListener, stop: async () => undefined };
}

async function startChatSdk(apiUrl: string): Promise<Bot> {
  const logger = new ConsoleLogger("silent");
  // Its types are written without exactOptionalPropertyTypes, under which they do not match their own interface.
  const slack = createChatSdkAdapter({
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    apiUrl,
    logger,
  }) as unknown as ChatSdkAdapter;
  const chat = new Chat({
    userName: "tl-advise",
    adapters: { slack },
    state: createMemoryState(),
    logger,
  });
  chat.onNewMention(async (thread) => void (await thread.post("Hello")));
  chat.onSlashCommand(
    "/tl-advise",
    async (event) =>
      void (await event.channel.postEphemeral(event.user, "Hello", { fallbackToDM: false })),
  );
  await chat.initialize();
  const handle: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await chat.webhooks.slack(
      new Request(`http://local${request.url}`, {
        method: "POST",
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  };
  return { handle, stop: () => chat.shutdown() };
}

async function startWhole(apiUrl: string): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-"));
  const store = await createStore(`sqlite:${join(folder, "bench.db")}`, { now: Date.now });
  const kit = composeKit();
  const adapters: Adapter[] = [];
  const { deliverer, converse } = connect({ store, kit, adapters, now: Date.now });
  const adapter = createSlackAdapter({
    config: {
      botToken: BOT_TOKEN,
      appToken: null,
      signingSecret: SIGNING_SECRET,
      oauth: null,
      apiUrl,
    },
    converse,
    content: kit.content,
    draw: null,
    log: SILENT,
    now: Date.now,
    readFacts: () => ({}),
    follows: store.follows,
    answerTo: store.answerTo,
  });
  adapters.push(adapter);
  await adapter.start();
  deliverer.start();
  return {
    handle: (request, response) => void adapter.routes[0]?.handle(request, response),
    async stop() {
      await adapter.stop();
      await deliverer.stop(1_000);
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const [name, apiUrl = ""] = process.argv.slice(2);
const start = BOTS[name as SlackBot];
await serveBot(await start(apiUrl));
