import { generateKeyPairSync, sign } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { slash } from "../test/fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../test/fakes/discord/server.ts";
import { APPLICATION, snowflake } from "../test/fakes/discord/world.ts";
import { startProcess } from "./bot-process.ts";
import type { DiscordBot } from "./discord-bots.ts";
import { BETWEEN_MS, discordOverGateway, startProgram } from "./program.ts";
import { percentile, type Row, rowOf } from "./row.ts";

const WARM_UP_ROUNDS = 25;
const ROUNDS = 16;
const SAMPLES_A_ROUND = 60;
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const PUBLIC_KEY = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");

/**
 * Interaction to response as Discord sees it, over the gateway and over HTTP: the whole program beside what cannot be
 * faster, each in a process of its own.
 */
export async function run(): Promise<Row[]> {
  const [bare = [], adapter = [], whole = []] = await takeTurns([
    await overGateway((apiUrl) => startProcess("discord-bots.ts", ["bare", apiUrl])),
    await overGateway((apiUrl) => startProcess("discord-bots.ts", ["adapter", apiUrl])),
    await overGateway((apiUrl) => startProgram(discordOverGateway(apiUrl))),
  ]);
  const [floor = [], httpAdapter = [], http = []] = await takeTurns([
    await overHttp((apiUrl) => startListening("floor", apiUrl)),
    await overHttp((apiUrl) => startListening("adapter", apiUrl)),
    await overHttp((apiUrl) => startProgram(discordOverHttp(apiUrl))),
  ]);
  const beside = (times: readonly number[], base: readonly number[], note: string) =>
    `${ratio(times, base)} of bare at p50; ${note}`;
  return [
    rowOf("discord gateway: bare discord.js", bare, "ms", "reply('Hello')"),
    rowOf("discord gateway: adapter", adapter, "ms", beside(adapter, bare, "says 'Hello'")),
    rowOf("discord gateway: whole bot", whole, "ms", beside(whole, bare, WHOLE)),
    rowOf("discord HTTP: bare node:http with Ed25519", floor, "ms", "verify, answer 'Hello'"),
    rowOf("discord HTTP: adapter", httpAdapter, "ms", beside(httpAdapter, floor, "says 'Hello'")),
    rowOf("discord HTTP: whole bot", http, "ms", beside(http, floor, WHOLE)),
  ];
}

const WHOLE = "the whole program: understanding, settings, limits, SQLite on disk, log";

const discordOverHttp = (apiUrl: string) => ({
  DISCORD_PUBLIC_KEY: PUBLIC_KEY,
  DISCORD_APPLICATION_ID: APPLICATION,
  DISCORD_API_URL: apiUrl,
});

async function startListening(name: DiscordBot, apiUrl: string) {
  const { port, stop } = await startProcess("discord-bots.ts", [name, apiUrl, PUBLIC_KEY]);
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** Milliseconds of one interaction, from its dispatch to its response. */
type Measure = (index: number) => Promise<number>;

type Measured = { readonly measure: Measure; stop(): Promise<void> };

async function overGateway(
  start: (apiUrl: string) => Promise<{ stop(): Promise<void> }>,
): Promise<Measured> {
  const discord = await startFakeDiscord();
  const bot = await start(discord.apiUrl);
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

async function overHttp(
  start: (apiUrl: string) => Promise<{ readonly url: string; stop(): Promise<void> }>,
): Promise<Measured> {
  const discord = await startFakeDiscord();
  const bot = await start(discord.apiUrl);
  const url = `${bot.url}/discord/interactions`;
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
      await bot.stop();
      await discord.stop();
    },
  };
}

/** The subjects take turns, so that whatever else the machine does burdens all alike. */
async function takeTurns(subjects: readonly Measured[]): Promise<readonly (readonly number[])[]> {
  const times = subjects.map((): number[] => []);
  let index = 0;
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    for (const [subject, { measure }] of subjects.entries()) {
      for (let n = 0; n < SAMPLES_A_ROUND; n += 1) {
        index += 1;
        const ms = await measure(index);
        if (round < WARM_UP_ROUNDS) continue;
        times[subject]?.push(ms);
        await sleep(BETWEEN_MS);
      }
    }
  }
  for (const { stop } of subjects) await stop();
  return times;
}

/** Every third starts the flow, the others ask; so many people and guilds that none meets its limit. */
function ask(discord: FakeDiscord, index: number) {
  const options =
    index % 3 === 0
      ? {}
      : { question: "What is the difference between fine-tuning and transfer learning?" };
  return slash(discord, options, {
    user: `4000000000000${String(index % 500).padStart(5, "0")}`,
    guild: `1000000000000000${String(index % 20).padStart(2, "0")}`,
  });
}

function ratio(times: readonly number[], base: readonly number[]): string {
  return `${(percentile(times, 0.5) / percentile(base, 0.5)).toFixed(2)}x`;
}
