import { setTimeout as sleep } from "node:timers/promises";
import { direct } from "../fakes/slack/payloads.ts";
import { sendRequest } from "../fakes/slack/sender.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/server.ts";
import { type Json, newTs, TEAM } from "../fakes/slack/workspace.ts";
import { type Bot, createBot, judge, SLACK_BOT, type Verdict } from "./crowd.ts";
import type { Post } from "./platform.ts";

export type SlackKillsOptions = {
  readonly database: string;
  readonly mode: "http" | "socket";
  readonly kills: number;
  readonly conversations: number;
};

/**
 * Kills a bot with SIGKILL while people write to it by Slack, at random points and, every second time, just after it has
 * acknowledged a message; and compares in the end.
 */
export async function killOnSlack(options: SlackKillsOptions): Promise<Verdict> {
  const { database, mode, kills, conversations } = options;
  const slack = await startFakeSlack();
  const bot = createBot([database, slack.apiUrl, mode, "800"], undefined, SLACK_BOT);
  const written = new Map<string, number>();
  let isWriting = true;
  let acknowledged = () => {};

  /** As Slack does, what is not acknowledged is sent again. */
  async function deliver(payload: object): Promise<void> {
    for (let retry = 0; ; retry += 1) {
      if (await isAcknowledged(slack, bot, mode, payload, retry)) return acknowledged();
      await sleep(20);
    }
  }

  async function write(key: string, channel: string): Promise<void> {
    while (isWriting) {
      const number = (written.get(key) ?? 0) + 1;
      written.set(key, number);
      const user = channel.replace("D", "U");
      const payload = direct({ channel, user, ts: newTs(), text: `message ${number}` });
      const times = Math.random() < 0.2 ? 2 : 1;
      await Promise.all(Array.from({ length: times }, () => deliver(payload)));
      await sleep(40 * Math.random());
    }
  }

  try {
    await bot.start();
    const channels = Array.from({ length: conversations }, (_, index) => `D${index}`);
    const writing = Promise.all(
      channels.map((channel) => write(`slack:${TEAM}/${channel}`, channel)),
    );
    for (let count = 0; count < kills; count += 1) {
      await sleep(20 + Math.random() * 600);
      if (count % 2 === 0)
        await new Promise<void>((resolve) => {
          acknowledged = resolve;
        });
      await bot.kill("SIGKILL");
      await bot.start();
    }
    isWriting = false;
    await writing;
    const platform = {
      get posts(): readonly Post[] {
        return postsIn(slack);
      },
    };
    return await judge({ written }, platform, 60_000);
  } finally {
    await bot.kill("SIGKILL");
    await slack.close();
  }
}

async function isAcknowledged(
  slack: FakeSlack,
  bot: Bot,
  mode: "http" | "socket",
  payload: object,
  retry: number,
): Promise<boolean> {
  try {
    if (mode === "socket") {
      await slack.socket.send("events_api", payload, retry);
      return true;
    }
    const url = `http://127.0.0.1:${bot.port()}/slack/events`;
    return (await sendRequest(url, "event", payload, { retry })).status === 200;
  } catch {
    return false;
  }
}

/** What stands in the conversations, by the question that each post answers. */
function postsIn({ workspace }: FakeSlack): readonly Post[] {
  return workspace.messages.map(({ channel, text, metadata }) => {
    const { delivery, question } = (metadata as Json).event_payload as Json;
    return { delivery: String(delivery), turn: `slack:${TEAM}/${channel}/${question}`, text };
  });
}
