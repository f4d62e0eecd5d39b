import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSlackAdapter as createChatSdkAdapter } from "@chat-adapter/slack";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { Chat, type Adapter as ChatSdkAdapter, ConsoleLogger } from "chat";
import type { Adapter } from "../src/adapters/adapter.ts";
import { createSlackAdapter } from "../src/adapters/slack/adapter.ts";
import { composeKit } from "../src/compose.ts";
import { createConverse } from "../src/converse.ts";
import { respond } from "../src/core/respond.ts";
import { createDeliverer } from "../src/deliver.ts";
import { createStore } from "../src/store/open.ts";
import { command, mention } from "../test/fakes/slack/payloads.ts";
import { SIGNING_SECRET, sendRequest } from "../test/fakes/slack/sender.ts";
import { BOT_TOKEN, type FakeSlack, startFakeSlack } from "../test/fakes/slack/server.ts";
import { BOT, BOT_ID } from "../test/fakes/slack/workspace.ts";
import { createMemoryState } from "./chat-sdk-state.ts";

/** One line of the report. */
export type Row = {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly unit: string;
  readonly note: string;
};

const WARM_UP = 100;
const ROUNDS = 10;
const SAMPLES_A_ROUND = 60;
const SILENT = { info() {}, warn() {}, error() {} };

/** A bot behind HTTP. */
type Bot = { readonly handle: RequestListener; stop(): Promise<unknown> };
type Contender = {
  readonly name: string;
  readonly note: string;
  readonly start: (slack: FakeSlack) => Promise<Bot>;
};

const CONTENDERS: readonly Contender[] = [
  { name: "bare Bolt", note: "hello world with @slack/bolt alone", start: startBareBolt },
  {
    name: "Chat SDK",
    note: "hello world with chat and @chat-adapter/slack, state in memory",
    start: startChatSdk,
  },
  {
    name: "tl-advise",
    note: "the whole bot: understanding, SQLite on disk, outbox",
    start: startWhole,
  },
];

/**
 * A mention until its answer is posted, and a command until it is acknowledged, each bot against the same local Slack. The
 * bots take turns, so that what else the machine does hits them alike.
 */
export async function run(): Promise<Row[]> {
  const stands = await Promise.all(CONTENDERS.map(openStand));
  try {
    for (const stand of stands) await sample(stand, WARM_UP);
    const posts = stands.map((): number[] => []);
    const acks = stands.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, stand] of stands.entries()) {
        const taken = await sample(stand, SAMPLES_A_ROUND);
        posts[index]?.push(...taken.posts);
        acks[index]?.push(...taken.acks);
      }
    }
    return [
      ...rowsOf("slack event to post", stands, posts),
      ...rowsOf("slack command to acknowledgement", stands, acks),
    ];
  } finally {
    for (const stand of stands) await stand.close();
  }
}

type Stand = {
  readonly contender: Contender;
  readonly slack: FakeSlack;
  readonly url: string;
  close(): Promise<void>;
};

async function openStand(contender: Contender): Promise<Stand> {
  const slack = await startFakeSlack();
  const bot = await contender.start(slack);
  const server = createServer(bot.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    contender,
    slack,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    async close() {
      await bot.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.close();
    },
  };
}

let turn = 0;

async function sample(
  { slack, url }: Stand,
  count: number,
): Promise<{ posts: number[]; acks: number[] }> {
  const posts: number[] = [];
  const acks: number[] = [];
  for (let n = 0; n < count; n += 1) {
    turn += 1;
    const what = {
      text: "What is the difference between fine-tuning and transfer learning?",
      user: `U${turn % 50}`,
      channel: `C${turn % 50}`,
    };
    const begun = performance.now();
    const posted = new Promise<void>((resolve) =>
      slack.onCall((method) => method === "chat.postMessage" && resolve()),
    );
    await sendRequest(url, "event", mention(what));
    await posted;
    posts.push(performance.now() - begun);
    const responseUrl = slack.responseUrl({
      channel: what.channel,
      user: what.user,
      ts: null,
      hidden: true,
    });
    const { ms } = await sendRequest(
      url,
      "command",
      command("help", { ...what, trigger: slack.trigger(), responseUrl }),
    );
    acks.push(ms);
  }
  return { posts, acks };
}

async function startBareBolt(slack: FakeSlack): Promise<Bot> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: BOT_TOKEN,
    botId: BOT_ID,
    botUserId: BOT,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: "Hello", thread_ts: event.ts });
  });
  app.command("/tl-advise", ({ ack }) => ack("Hello"));
  return { handle: receiver.requestListener, stop: async () => undefined };
}

async function startChatSdk({ apiUrl }: FakeSlack): Promise<Bot> {
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

async function startWhole(slack: FakeSlack): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-"));
  const store = await createStore(`sqlite:${join(folder, "bench.db")}`, { now: Date.now });
  const kit = composeKit();
  const adapters: Adapter[] = [];
  const deliverer = createDeliverer({ store, adapters, log: SILENT });
  const converse = createConverse({
    store,
    respond,
    kit,
    log: SILENT,
    now: Date.now,
    rates: null,
    queued: (delivery) => deliverer.queued(delivery),
    worker: deliverer.worker,
  });
  const adapter = createSlackAdapter({
    config: {
      botToken: BOT_TOKEN,
      appToken: null,
      signingSecret: SIGNING_SECRET,
      oauth: null,
      apiUrl: slack.apiUrl,
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

function rowsOf(
  name: string,
  stands: readonly Stand[],
  taken: readonly (readonly number[])[],
): Row[] {
  const bare = percentile(taken[0] ?? [], 0.5);
  return stands.map(({ contender }, index) => {
    const own = taken[index] ?? [];
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => percentile(own, part)) as [
      number,
      number,
      number,
    ];
    return {
      name: `${name}: ${contender.name}`,
      p50,
      p95,
      p99,
      unit: "ms",
      note: `${(p50 / bare).toFixed(2)} of bare Bolt at p50; ${contender.note}`,
    };
  });
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return Math.round(value * 100) / 100;
}
