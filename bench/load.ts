import { setTimeout as sleep } from "node:timers/promises";
import { slash } from "../test/fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../test/fakes/discord/server.ts";
import { mention } from "../test/fakes/slack/payloads.ts";
import { sendRequest } from "../test/fakes/slack/sender.ts";
import { type FakeSlack, startFakeSlack } from "../test/fakes/slack/server.ts";
import { discordOverGateway, slackOverHttp, startProgram } from "./program.ts";
import { type Row, rowOf } from "./row.ts";

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
  const slack = await startFakeSlack();
  const discord = await startFakeDiscord();
  const bot = await startProgram({
    ...slackOverHttp(slack.apiUrl),
    ...discordOverGateway(discord.apiUrl),
  });
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
  }
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
