import type { RequestListener } from "node:http";
import { createSlackAdapter as createChatSdkAdapter } from "@chat-adapter/slack";
import { createMemoryState, type MemoryStateAdapter } from "@chat-adapter/state-memory";
import { createPostgresState, type PostgresStateAdapter } from "@chat-adapter/state-pg";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { Chat, type Adapter as ChatSdkAdapter, ConsoleLogger, type StateAdapter } from "chat";
import { SIGNING_SECRET } from "../test/fakes/slack/sender.ts";
import { BOT_TOKEN } from "../test/fakes/slack/server.ts";
import { BOT, BOT_ID } from "../test/fakes/slack/workspace.ts";
import { serveBot } from "./bot-process.ts";

const logger = new ConsoleLogger("silent");

/** A hello world as a process that a benchmark talks to: `slack-bots.ts NAME API-URL DATABASE-URL`. */
const BOTS = {
  "bare Bolt": startBareBolt,
  "Chat SDK in memory": (apiUrl: string) => startChatSdk(apiUrl, createMemoryState()),
  "Chat SDK on PostgreSQL": (apiUrl: string, url: string) =>
    startChatSdk(apiUrl, createPostgresState({ url, logger })),
};
export type SlackBot = keyof typeof BOTS;

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

async function startChatSdk(
  apiUrl: string,
  memory: MemoryStateAdapter | PostgresStateAdapter,
): Promise<Bot> {
  // Its packages bring the types of their own releases of it, written without exactOptionalPropertyTypes: they do not match.
  const state = memory as unknown as StateAdapter;
  const slack = createChatSdkAdapter({
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    apiUrl,
    logger,
  }) as unknown as ChatSdkAdapter;
  const chat = new Chat({
    userName: "tl-advise",
    adapters: { slack },
    state,
    logger,
  });
  // As its own first example does, and as tl-advise hears its thread without another mention.
  chat.onNewMention(async (thread) => {
    await thread.subscribe();
    await thread.post("Hello");
  });
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

const [name, apiUrl = "", databaseUrl = ""] = process.argv.slice(2);
const start = BOTS[name as SlackBot];
await serveBot(await start(apiUrl, databaseUrl));
