import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Platform } from "./platform.ts";

const BOT = fileURLToPath(new URL("bot.ts", import.meta.url));

/** The same with Slack's adapter: arguments are database URL, Slack's API, `http` or `socket`, and the lease in ms. */
export const SLACK_BOT = fileURLToPath(new URL("slack-bot.ts", import.meta.url));

/** One bot process that can be killed and started again. */
export type Bot = {
  /** Null while it is down. */
  port(): number | null;
  start(): Promise<void>;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
  pid(): number | undefined;
};

/** `command` starts the program under another one, such as a shell with limits. */
export function createBot(
  args: readonly string[],
  command: readonly [string, ...string[]] = [process.execPath],
  script = BOT,
): Bot {
  let child: ChildProcess | null = null;
  let port: number | null = null;

  async function start(): Promise<void> {
    const [program, ...before] = command;
    const started = spawn(program, [...before, script, ...args], {
      stdio: ["ignore", "ignore", process.env.FAULTS_VERBOSE ? "inherit" : "ignore", "ipc"],
    });
    child = started;
    port = await new Promise((resolve, reject) => {
      started.once("message", (message) => resolve((message as { port: number }).port));
      started.once("exit", (code) => reject(new Error(`the bot ended with ${code} at its start`)));
    });
  }

  async function kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const dying = child;
    child = null;
    port = null;
    if (!dying || dying.exitCode !== null) return dying?.exitCode ?? null;
    const gone = new Promise<number | null>((resolve) => dying.once("exit", resolve));
    dying.kill(signal);
    return gone;
  }

  return { port: () => port, start, kill, pid: () => child?.pid };
}

/** People who write: each conversation's messages in order, each delivered until it is acknowledged, some more than once. */
export type Crowd = {
  /** Writes until `stop`, then waits until all is acknowledged. */
  run(): Promise<void>;
  stop(): void;
  /** Messages so far, by conversation. */
  readonly written: ReadonlyMap<string, number>;
};

export type CrowdOptions = {
  readonly bots: readonly Bot[];
  readonly conversations: number;
  /** Share of messages that are delivered twice, at the same time. */
  readonly doubled: number;
  readonly pauseMs: number;
  /** Messages of one conversation that are on their way at the same time. */
  readonly overlapping: number;
  /** Most messages of a conversation, or null for no end before `stop`. */
  readonly most: number | null;
  /** What is written, one after another; by default numbered messages. */
  readonly words?: readonly string[];
};

export function createCrowd(options: CrowdOptions): Crowd {
  const { bots, conversations, doubled, pauseMs, overlapping, most } = options;
  const written = new Map<string, number>();
  let isWriting = true;

  async function deliver(turn: Turn): Promise<void> {
    for (;;) {
      const port = bots[Math.floor(Math.random() * bots.length)]?.port();
      if (port) {
        const body = JSON.stringify(turn);
        const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body }).catch(
          () => null,
        );
        if (response?.ok) return;
      }
      await sleep(20);
    }
  }

  async function write(key: string): Promise<void> {
    while (isWriting && (most === null || (written.get(key) ?? 0) < most)) {
      const batch = Array.from({ length: overlapping }, () => {
        const number = (written.get(key) ?? 0) + 1;
        written.set(key, number);
        const turn = turnOf(key, number, options.words?.[number - 1] ?? `message ${number}`);
        return Math.random() < doubled ? [deliver(turn), deliver(turn)] : [deliver(turn)];
      });
      await Promise.all(batch.flat());
      await sleep(pauseMs * 2 * Math.random());
    }
  }

  return {
    written,
    stop: () => {
      isWriting = false;
    },
    async run() {
      const keys = Array.from(
        { length: conversations },
        (_, index) => `sim:W${index % 3}/C${index}/-/U${index}`,
      );
      await Promise.all(keys.map(write));
    },
  };
}

function turnOf(key: string, number: number, text: string): Turn {
  return {
    id: `${key}/${number}`,
    key,
    input: { kind: "text", text },
    locale: null,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: false,
  };
}

/** What was written against what was posted. All counts but the first two should be 0. */
export type Verdict = {
  readonly messages: number;
  readonly posts: number;
  readonly lost: number;
  readonly doubled: number;
  /** Replies whose count says that a turn before them was lost or taken twice. */
  readonly miscounted: number;
  /** Replies that were posted before an earlier one of their conversation. */
  readonly disordered: number;
};

/** Waits until every message has a post (at most `withinMs`), and compares. */
export async function judge(
  crowd: Pick<Crowd, "written">,
  platform: Pick<Platform, "posts">,
  withinMs: number,
): Promise<Verdict> {
  const expected = [...crowd.written.values()].reduce((sum, count) => sum + count, 0);
  const until = Date.now() + withinMs;
  const answered = () => new Set(platform.posts.map(({ turn }) => turn)).size;
  while (answered() < expected && Date.now() < until) await sleep(100);
  await sleep(300);
  let miscounted = 0;
  let disordered = 0;
  for (const [key, messages] of crowd.written) {
    const posts = platform.posts.filter(({ turn }) => turn.startsWith(`${key}/`));
    const counts = posts.map(({ text }) => Number(text.split(" ")[0]));
    miscounted += Array.from({ length: messages }, (_, index) => index + 1).filter(
      (number) => !counts.includes(number),
    ).length;
    disordered += counts.filter(
      (count, index) => count < Math.max(0, ...counts.slice(0, index)),
    ).length;
  }
  return {
    messages: expected,
    posts: platform.posts.length,
    lost: expected - answered(),
    doubled: platform.posts.length - answered(),
    miscounted,
    disordered,
  };
}
