import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { slash } from "../test/fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../test/fakes/discord/server.ts";
import { TOKEN } from "../test/fakes/discord/world.ts";
import { mention } from "../test/fakes/slack/payloads.ts";
import { SIGNING_SECRET, sendRequest } from "../test/fakes/slack/sender.ts";
import { BOT_TOKEN, type FakeSlack, startFakeSlack } from "../test/fakes/slack/server.ts";
import { type Row, rowOf } from "./row.ts";

const ROOT = join(import.meta.dirname, "..");
const SECONDS = 60;
const WARM_UP_SECONDS = 5;
/** Turns a second and platform, held for a minute. */
const RATE = 12;
/** So many people ask at the same time, each again as soon as there is an answer, for the most that can be held. */
const EAGER = 32;
const EAGER_SECONDS = 15;
const TOO_LATE_MS = 30_000;

const QUESTIONS = [
  "What is the difference between fine-tuning and transfer learning?",
  "ファインチューニングと転移学習の違いは?",
  "300 images, close task, no GPU",
  "データが少ないときはどうすればいい?",
  "how do I cook rice?",
];

/** Runs one turn and gives its milliseconds, or null when it had no answer in time. `turn` counts up. */
type Ask = (turn: number) => Promise<number | null>;

/** The whole program in a process of its own, between local fakes of both platforms, at a held rate and at its limit. */
export async function run(seconds = SECONDS): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-load-"));
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  const bot = await startBot(`sqlite:${join(folder, "load.db")}`, slack, discord);
  try {
    const asks = { slack: askSlack(slack, bot.url), discord: askDiscord(discord) };
    await hold(asks, WARM_UP_SECONDS);
    const before = await bot.usage();
    const times = await hold(asks, seconds);
    const after = await bot.usage();
    const turns = times.slack.length + times.discord.length;
    const note = `${RATE}/s on each platform together, ${seconds} s, SQLite`;
    const most = await pushed(asks);
    return [
      rowOf("slack mention to post, held rate", times.slack, "ms", note),
      rowOf("discord command to answer, held rate", times.discord, "ms", note),
      figure(
        "CPU per turn",
        ((after.cpuSeconds - before.cpuSeconds) / turns) * 1_000,
        "ms",
        `${turns} turns`,
      ),
      figure("turns without an answer in time", times.late, "turns", `of ${turns + times.late}`),
      figure(
        "memory after it",
        after.residentBytes / 1_048_576,
        "MB",
        "resident, both platforms connected",
      ),
      figure(
        "most turns a second",
        most,
        "turns/s",
        `${EAGER} people without a pause, fakes on the same machine`,
      ),
    ];
  } finally {
    await bot.stop();
    await slack.close();
    await discord.stop();
    rmSync(folder, { recursive: true });
  }
}

type Usage = { readonly cpuSeconds: number; readonly residentBytes: number };
type RunningBot = { readonly url: string; usage(): Promise<Usage>; stop(): Promise<void> };

async function startBot(
  database: string,
  slack: FakeSlack,
  discord: FakeDiscord,
): Promise<RunningBot> {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      HOST: "127.0.0.1",
      DATABASE_URL: database,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.apiUrl,
    },
  });
  const port = await portOf(child);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url);
  return {
    url,
    async usage() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const value = (name: string) =>
        Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
      return {
        cpuSeconds: value("process_cpu_seconds_total"),
        residentBytes: value("process_resident_memory_bytes"),
      };
    },
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** The port from the log; the log is read to its end, so that the bot never waits for its reader. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the bot ended with ${code}`)));
    if (!child.stdout) return;
    createInterface(child.stdout).on("line", (line) => {
      const { port } = JSON.parse(line) as { readonly port?: number };
      if (port) resolve(port);
    });
  });
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    const { platforms } = ((await response?.json()) ?? {}) as { readonly platforms?: object };
    if (platforms && Object.values(platforms).every((isReady) => isReady)) return;
    await sleep(100);
  }
  throw new Error("the bot did not become ready");
}

function askSlack(slack: FakeSlack, url: string): Ask {
  const waiting = new Map<unknown, () => void>();
  slack.onCall((method) => {
    if (method === "chat.postMessage")
      waiting.get(slack.workspace.calls.at(-1)?.args.thread_ts)?.();
  });
  return async (turn) => {
    const event = mention({
      text: QUESTIONS[turn % QUESTIONS.length] ?? "",
      user: `U${turn % 500}`,
      channel: `C${turn % 200}`,
    });
    const { ts } = event.event as { readonly ts: string };
    const begun = performance.now();
    const posted = new Promise<void>((resolve) => waiting.set(ts, resolve));
    // Ten workspaces share the load, so that no workspace meets its limit.
    const sent = sendRequest(`${url}/slack/events`, "event", {
      ...event,
      team_id: `T${turn % 10}`,
    });
    await sent.catch(() => undefined);
    const isPosted = await Promise.race([
      posted.then(() => true),
      sleep(TOO_LATE_MS, false, { ref: false }),
    ]);
    waiting.delete(ts);
    return isPosted ? performance.now() - begun : null;
  };
}

function askDiscord(discord: FakeDiscord): Ask {
  return async (turn) => {
    const user = `4000000000000${String(turn % 500).padStart(5, "0")}`;
    const question = QUESTIONS[turn % QUESTIONS.length] ?? "";
    const guild = `10000000000000000${turn % 10}`;
    const { payload, answered } = discord.interactions.begin(
      slash(discord, { question }, { user, guild }),
    );
    discord.gateway.dispatch("INTERACTION_CREATE", payload);
    return answered.then(
      ({ tookMs }) => tookMs,
      () => null,
    );
  };
}

type Asks = Readonly<Record<"slack" | "discord", Ask>>;
type Times = Record<keyof Asks, number[]> & { late: number };
let turn = 0;

/** Asks at the rate, whether or not there are answers yet. */
async function hold(asks: Asks, seconds: number): Promise<Times> {
  const times: Times = { slack: [], discord: [], late: 0 };
  const started = performance.now();
  const running: Promise<unknown>[] = [];
  for (let count = 0; count < seconds * RATE; count += 1) {
    await sleep(Math.max(0, started + (count * 1_000) / RATE - performance.now()));
    for (const name of ["slack", "discord"] as const) {
      turn += 1;
      const note = (ms: number | null) => {
        if (ms === null) times.late += 1;
        else times[name].push(ms);
      };
      running.push(asks[name](turn).then(note));
    }
  }
  await Promise.all(running);
  return times;
}

/** Turns a second when everybody asks again at once. */
async function pushed(asks: Asks): Promise<number> {
  const until = performance.now() + EAGER_SECONDS * 1_000;
  let done = 0;
  const person = async (_: unknown, index: number) => {
    const ask = index % 2 === 0 ? asks.slack : asks.discord;
    while (performance.now() < until) {
      turn += 1;
      if ((await ask(turn)) !== null) done += 1;
    }
  };
  await Promise.all(Array.from({ length: EAGER }, person));
  return done / EAGER_SECONDS;
}

function figure(name: string, value: number, unit: string, note: string): Row {
  return { name, p50: value, p95: null, p99: null, unit, note };
}
