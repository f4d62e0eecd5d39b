import { setTimeout as sleep } from "node:timers/promises";
import { type Bot, createBot, createCrowd, judge, type Verdict } from "./crowd.ts";
import { type Manners, startPlatform } from "./platform.ts";

export type KillsOptions = {
  readonly database: string;
  readonly instances: number;
  readonly kills: number;
  readonly conversations: number;
};

/** A platform that loses some answers and refuses some posts. */
const ROUGH: Manners = { latencyMs: 5, refused: 0.05, pauseMs: 20, cutOff: 0.05 };

/** Kills the instances with SIGKILL at random points while messages flow, starts them again, and compares in the end. */
export async function killWhileTalking(options: KillsOptions): Promise<Verdict> {
  const { database, instances, kills, conversations } = options;
  const platform = await startPlatform(ROUGH);
  const bots = Array.from({ length: instances }, () => createBot([database, platform.url, "800"]));
  const crowd = createCrowd({
    bots,
    conversations,
    doubled: 0.2,
    pauseMs: 20,
    overlapping: 1,
    most: null,
  });
  try {
    await Promise.all(bots.map((bot) => bot.start()));
    const talking = crowd.run();
    await Promise.all(bots.map((bot, index) => killOften(bot, share(kills, instances, index))));
    crowd.stop();
    await talking;
    return await judge(crowd, platform, 300_000);
  } finally {
    await Promise.all(bots.map((bot) => bot.kill("SIGKILL")));
    await platform.close();
  }
}

async function killOften(bot: Bot, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await sleep(20 + Math.random() * 1_000);
    await bot.kill("SIGKILL");
    await bot.start();
  }
}

function share(whole: number, parts: number, index: number): number {
  return Math.floor(whole / parts) + (index < whole % parts ? 1 : 0);
}
