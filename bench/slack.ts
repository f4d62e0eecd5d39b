import { setTimeout as sleep } from "node:timers/promises";
import { command, mention } from "../test/fakes/slack/payloads.ts";
import { sendRequest } from "../test/fakes/slack/sender.ts";
import { type FakeSlack, startFakeSlack } from "../test/fakes/slack/server.ts";
import { startPostgres } from "../test/store/postgres-server.ts";
import { startProcess } from "./bot-process.ts";
import { BETWEEN_MS, slackOverHttp, startProgram } from "./program.ts";
import { percentile, type Row, rowOf } from "./row.ts";
import type { SlackBot } from "./slack-bots.ts";

const WARM_UP = 1_500;
const ROUNDS = 10;
const SAMPLES_A_ROUND = 60;

/** Where a bot finds its platform, and a schema of its own for what it remembers. */
type Surroundings = { readonly apiUrl: string; readonly databaseUrl: string };
type Running = { readonly url: string; stop(): Promise<void> };
type Contender = {
  readonly name: string;
  readonly note: string;
  readonly start: (surroundings: Surroundings) => Promise<Running>;
};

const CONTENDERS: readonly Contender[] = [
  hello("bare Bolt", "hello world with @slack/bolt alone, remembers nothing"),
  hello("Chat SDK in memory", "hello world; its makers keep this state for development"),
  program("tl-advise on SQLite", ({ apiUrl }) => slackOverHttp(apiUrl)),
  hello("Chat SDK on PostgreSQL", "hello world with the state its makers name for production"),
  program("tl-advise on PostgreSQL", ({ apiUrl, databaseUrl }) => ({
    ...slackOverHttp(apiUrl),
    DATABASE_URL: databaseUrl,
  })),
];

function hello(name: SlackBot, note: string): Contender {
  return {
    name,
    note,
    async start({ apiUrl, databaseUrl }) {
      const { port, stop } = await startProcess("slack-bots.ts", [name, apiUrl, databaseUrl]);
      return { url: `http://127.0.0.1:${port}`, stop };
    },
  };
}

function program(
  name: string,
  environment: (surroundings: Surroundings) => Readonly<Record<string, string>>,
): Contender {
  const note = "the whole program: understanding, settings, limits, database, outbox, log";
  return { name, note, start: (surroundings) => startProgram(environment(surroundings)) };
}

/**
 * A mention until its answer is posted, a command until it is acknowledged, and until its person has the answer, as Slack
 * sees it: each bot is a process of its own. The bots take turns, each round beginning with another one, so that what else
 * the machine does hits them alike.
 */
export async function run(): Promise<Row[]> {
  const postgres = await startPostgres();
  const stands: Stand[] = [];
  try {
    for (const contender of CONTENDERS)
      stands.push(await openStand(contender, await postgres.newUrl()));
    for (const stand of stands) await sample(stand, WARM_UP, 0);
    const posts = stands.map((): number[] => []);
    const acks = stands.map((): number[] => []);
    const answers = stands.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const index of inTurn(stands.length, round)) {
        const stand = stands[index] as Stand;
        const taken = await sample(stand, SAMPLES_A_ROUND, BETWEEN_MS);
        posts[index]?.push(...taken.posts);
        acks[index]?.push(...taken.acks);
        answers[index]?.push(...taken.answers);
      }
    }
    return [
      ...rowsOf("slack event to post", stands, posts),
      ...rowsOf("slack command to acknowledgement", stands, acks),
      ...rowsOf("slack command to answer", stands, answers),
    ];
  } finally {
    for (const stand of stands) await stand.close();
    await postgres.remove();
  }
}

/** 0 to `count` - 1, from another one on in each round. */
function inTurn(count: number, round: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => (at + round) % count);
}

type Stand = {
  readonly note: string;
  readonly name: string;
  readonly slack: FakeSlack;
  readonly url: string;
  close(): Promise<void>;
};

async function openStand({ name, note, start }: Contender, databaseUrl: string): Promise<Stand> {
  const slack = await startFakeSlack();
  const bot = await start({ apiUrl: slack.apiUrl, databaseUrl });
  return {
    name,
    note,
    slack,
    url: `${bot.url}/slack/events`,
    async close() {
      await bot.stop();
      await slack.close();
    },
  };
}

let turn = 0;

/** Milliseconds of each kind. */
type Taken = {
  readonly posts: number[];
  readonly acks: number[];
  readonly answers: number[];
};

/** When a method is next called. */
function called(slack: FakeSlack, wanted: string): Promise<number> {
  return new Promise((resolve) =>
    slack.onCall((method, arrivedMs) => method === wanted && resolve(arrivedMs)),
  );
}

async function sample({ slack, url }: Stand, count: number, betweenMs: number): Promise<Taken> {
  const taken: Taken = { posts: [], acks: [], answers: [] };
  for (let n = 0; n < count; n += 1) {
    turn += 1;
    // So many people and workspaces that none meets its limit.
    const team = `T${turn % 20}`;
    const what = {
      text: "What is the difference between fine-tuning and transfer learning?",
      user: `U${turn % 500}`,
      channel: `C${turn % 100}`,
    };
    const begun = performance.now();
    const posted = called(slack, "chat.postMessage");
    await sendRequest(url, "event", { ...mention(what), team_id: team });
    taken.posts.push((await posted) - begun);
    await sleep(betweenMs);
    const responseUrl = slack.responseUrl({
      channel: what.channel,
      user: what.user,
      ts: null,
      hidden: true,
    });
    const asked = performance.now();
    const whispered = called(slack, "chat.postEphemeral");
    const { ms, hasBody } = await sendRequest(url, "command", {
      ...command("help", { ...what, trigger: slack.trigger(), responseUrl }),
      team_id: team,
    });
    taken.acks.push(ms);
    taken.answers.push(hasBody ? ms : (await whispered) - asked);
    await sleep(betweenMs);
  }
  return taken;
}

function rowsOf(
  name: string,
  stands: readonly Stand[],
  taken: readonly (readonly number[])[],
): Row[] {
  const median = (index: number) => percentile(taken[index] ?? [], 0.5);
  return stands.map(({ name: bot, note }, index) => {
    const ratio = (median(index) / median(0)).toFixed(2);
    const beside = `${ratio} of bare Bolt at p50; ${note}`;
    return rowOf(`${name}: ${bot}`, taken[index] ?? [], "ms", beside);
  });
}
