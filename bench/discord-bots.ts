import { verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, GatewayIntentBits } from "discord.js";
import type { Converse } from "../src/adapters/adapter.ts";
import { createDiscordAdapter } from "../src/adapters/discord/adapter.ts";
import { readPublicKey } from "../src/adapters/discord/signature.ts";
import { composeKit } from "../src/compose.ts";
import { createConverse } from "../src/converse.ts";
import type { Reply } from "../src/core/reply.ts";
import { respond } from "../src/core/respond.ts";
import { createStore } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";
import { TOKEN } from "../test/fakes/discord/world.ts";
import { type ServedBot, serveBot } from "./bot-process.ts";

/** The whole bot, its adapter alone or a hello world as a process: `discord-bots.ts NAME API-URL [PUBLIC-KEY]`. With a key it hears HTTP. */
const BOTS = { bare: startBare, floor: startFloor, adapter: startAdapter, whole: startWhole };
export type DiscordBot = keyof typeof BOTS;

const HELLO: Reply = {
  about: "greeting",
  language: "en",
  blocks: [{ kind: "paragraph", text: "Hello" }],
  choices: [],
  audience: "everyone",
};
const kit = composeKit();
const SILENT = { info() {}, warn() {}, error() {} };

function startAdapter(apiUrl: string, key: string | null): Promise<ServedBot> {
  return startOurs(apiUrl, key, null);
}

async function startWhole(apiUrl: string, key: string | null): Promise<ServedBot> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-"));
  const store = await createStore(`sqlite:${join(folder, "bench.db")}`, { now: Date.now });
  const bot = await startOurs(apiUrl, key, store);
  return {
    handle: bot.handle,
    async stop() {
      await bot.stop();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function startBare(apiUrl: string): Promise<ServedBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiUrl, globalRequestsPerSecond: Number.POSITIVE_INFINITY },
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
async function startOurs(
  apiUrl: string,
  key: string | null,
  store: Store | null,
): Promise<ServedBot> {
  const converse: Converse = store
    ? createConverse({ store, respond, kit, log: SILENT, now: Date.now, rates: null })
    : async () => HELLO;
  const adapter = createDiscordAdapter({
    config: {
      token: key ? null : TOKEN,
      publicKey: key,
      applicationId: null,
      apiUrl,
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

async function startFloor(_apiUrl: string, key: string | null): Promise<ServedBot> {
  const publicKey = readPublicKey(key ?? "");
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

const [name, apiUrl = "", key = null] = process.argv.slice(2);
await serveBot(await BOTS[name as DiscordBot](apiUrl, key));
