import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, GatewayIntentBits } from "discord.js";
import type { Converse } from "../src/adapters/adapter.ts";
import { createDiscordAdapter } from "../src/adapters/discord/adapter.ts";
import { composeKit } from "../src/compose.ts";
import { createConverse } from "../src/converse.ts";
import type { Reply } from "../src/core/reply.ts";
import { respond } from "../src/core/respond.ts";
import { createStore } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";
import { slash } from "../test/fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../test/fakes/discord/server.ts";
import { snowflake, TOKEN } from "../test/fakes/discord/world.ts";

/** One line of the report. */
export type Row = {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly unit: string;
  readonly note: string;
};

const WARM_UP = 200;
const SAMPLES = 1000;
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const kit = composeKit();
const HELLO: Reply = {
  about: "greeting",
  language: "en",
  blocks: [{ kind: "paragraph", text: "Hello" }],
  choices: [],
  audience: "everyone",
};
const SILENT = { info() {}, warn() {}, error() {} };

/** Interaction to response, over the gateway and over HTTP: the whole bot beside what cannot be faster. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-"));
  const store = await createStore(`sqlite:${join(folder, "bench.db")}`, { now: Date.now });
  try {
    const [bare = [], adapter = [], whole = []] = await takeTurns([
      await overGateway(startBare),
      await overGateway((discord) => startWhole(discord, null, null)),
      await overGateway((discord) => startWhole(discord, store, null)),
    ]);
    const [floor = [], httpAdapter = [], http = []] = await takeTurns([
      await overHttp(startFloor),
      await overHttp((discord) => startWhole(discord, null, publicKey)),
      await overHttp((discord) => startWhole(discord, store, publicKey)),
    ]);
    return [
      rowOf("discord gateway: bare discord.js", bare, "reply('Hello')"),
      rowOf(
        "discord gateway: adapter",
        adapter,
        `${ratio(adapter, bare)} of bare at p50; says 'Hello'`,
      ),
      rowOf(
        "discord gateway: whole bot",
        whole,
        `${ratio(whole, bare)} of bare at p50; SQLite, synced to disk`,
      ),
      rowOf("discord HTTP: bare node:http with Ed25519", floor, "verify, answer 'Hello'"),
      rowOf(
        "discord HTTP: adapter",
        httpAdapter,
        `${ratio(httpAdapter, floor)} of bare at p50; says 'Hello'`,
      ),
      rowOf(
        "discord HTTP: whole bot",
        http,
        `${ratio(http, floor)} of bare at p50; SQLite, synced to disk`,
      ),
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

type Bot = { readonly handle: RequestListener | null; stop(): Promise<void> };
type Start = (discord: FakeDiscord) => Promise<Bot>;

async function startBare(discord: FakeDiscord): Promise<Bot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl, globalRequestsPerSecond: Number.POSITIVE_INFINITY },
  });
  client.on("interactionCreate", async (interaction) => {
    if (interaction.isRepliable())
      await interaction.reply({ content: "Hello", allowedMentions: { parse: [] } });
  });
  const ready = new Promise((resolve) => client.once("clientReady", resolve));
  await client.login(TOKEN);
  await ready;
  return { handle: null, stop: () => client.destroy() };
}

/** The adapter with the whole dialogue behind it, or (without a store) with a constant answer. */
async function startWhole(
  discord: FakeDiscord,
  store: Store | null,
  key: KeyObject | null,
): Promise<Bot> {
  const converse: Converse = store
    ? createConverse({ store, respond, kit, log: SILENT, now: Date.now, rates: null })
    : async () => HELLO;
  const adapter = createDiscordAdapter({
    config: {
      token: key ? null : TOKEN,
      publicKey: key?.export({ format: "der", type: "spki" }).subarray(-32).toString("hex") ?? null,
      applicationId: null,
      apiUrl: discord.apiUrl,
      messageContent: false,
      members: false,
      answersIn: null,
      isShard: false,
    },
    converse,
    content: kit.content,
    draw: null,
    log: SILENT,
    now: Date.now,
    readFacts: (text, language) => kit.understanding.read(text, null, {}, language).answers,
  });
  await adapter.start();
  while (!adapter.isReady()) await new Promise((resolve) => setTimeout(resolve, 5));
  const [route] = adapter.routes;
  return {
    handle: route ? (request, response) => void route.handle(request, response) : null,
    stop: () => adapter.stop(),
  };
}

async function startFloor(): Promise<Bot> {
  const hello = JSON.stringify({
    type: 4,
    data: { content: "Hello", allowed_mentions: { parse: [] } },
  });
  const handle: RequestListener = async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const signed = Buffer.concat([
      Buffer.from(String(request.headers["x-signature-timestamp"])),
      ...parts,
    ]);
    const signature = Buffer.from(String(request.headers["x-signature-ed25519"]), "hex");
    const isSigned = verify(null, signed, publicKey, signature);
    JSON.parse(Buffer.concat(parts).toString());
    response
      .writeHead(isSigned ? 200 : 401, { "content-type": "application/json" })
      .end(isSigned ? hello : "");
  };
  return { handle, stop: async () => {} };
}

/** Milliseconds of one interaction, from its dispatch to its response. */
type Measure = (index: number) => Promise<number>;

type Measured = { readonly measure: Measure; stop(): Promise<void> };

async function overGateway(start: Start): Promise<Measured> {
  const discord = await startFakeDiscord();
  const bot = await start(discord);
  return {
    async measure(index) {
      const { payload, answered } = discord.interactions.begin(ask(discord, index));
      discord.gateway.dispatch("INTERACTION_CREATE", payload);
      return (await answered).tookMs;
    },
    async stop() {
      await bot.stop();
      await discord.stop();
    },
  };
}

async function overHttp(start: Start): Promise<Measured> {
  const discord = await startFakeDiscord();
  const bot = await start(discord);
  const server = createServer(bot.handle ?? undefined);
  const url = await listen(server);
  return {
    async measure(index) {
      const body = JSON.stringify({
        id: snowflake(),
        token: "token",
        application_id: "1",
        ...ask(discord, index),
      });
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString("hex");
      const headers = { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp };
      const started = performance.now();
      const response = await fetch(url, { method: "POST", headers, body });
      await response.text();
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return performance.now() - started;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await bot.stop();
      await discord.stop();
    },
  };
}

/** The subjects take turns, so that whatever else the machine does burdens all alike. */
async function takeTurns(subjects: readonly Measured[]): Promise<readonly (readonly number[])[]> {
  const times = subjects.map((): number[] => []);
  for (let index = 0; index < WARM_UP + SAMPLES; index += 1) {
    for (const [subject, { measure }] of subjects.entries()) {
      const ms = await measure(index);
      if (index >= WARM_UP) times[subject]?.push(ms);
    }
  }
  for (const { stop } of subjects) await stop();
  return times;
}

/** Every third starts the flow, the others ask; a hundred people. */
function ask(discord: FakeDiscord, index: number) {
  const options =
    index % 3 === 0
      ? {}
      : { question: "What is the difference between fine-tuning and transfer learning?" };
  return slash(discord, options, { user: `4000000000000${String(index % 100).padStart(5, "0")}` });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/discord/interactions`;
}

function rowOf(name: string, times: readonly number[], note: string): Row {
  return {
    name,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    unit: "ms",
    note,
  };
}

function ratio(times: readonly number[], base: readonly number[]): string {
  return `${(quantile(times, 0.5) / quantile(base, 0.5)).toFixed(2)}x`;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 1000) / 1000;
}
