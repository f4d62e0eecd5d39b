import { verify } from "node:crypto";
import type { RequestListener } from "node:http";
import { Client, GatewayIntentBits } from "discord.js";
import { createDiscordAdapter } from "../src/adapters/discord/adapter.ts";
import { readPublicKey } from "../src/adapters/discord/connection/signature.ts";
import { composeDependencies } from "../src/app/services.ts";
import type { Reply } from "../src/dialogue/reply.ts";
import { TOKEN } from "../test/fakes/discord/world.ts";
import { type ServedBot, serveBot } from "./bot-process.ts";

/** Our adapter alone or a hello world as a process: `discord-bots.ts NAME API-URL [PUBLIC-KEY]`. With a key it hears HTTP. */
const BOTS = { bare: startBare, floor: startFloor, adapter: startAdapter };
export type DiscordBot = keyof typeof BOTS;

const HELLO: Reply = {
  about: "greeting",
  language: "en",
  blocks: [{ kind: "paragraph", text: "Hello" }],
  choices: [],
  audience: "everyone",
};
const deps = composeDependencies();
const SILENT = { info() {}, warn() {}, error() {} };

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

/** Our adapter with a constant answer behind it. */
async function startAdapter(apiUrl: string, key: string | null): Promise<ServedBot> {
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
    runTurn: async () => HELLO,
    content: deps.content,
    draw: null,
    log: SILENT,
    now: Date.now,
    readFacts: (text, language) => deps.understanding.read(text, null, {}, language).answers,
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
