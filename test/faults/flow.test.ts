import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createBot, createCrowd, judge } from "./crowd.ts";
import { GOOD_MANNERS, startPlatform } from "./platform.ts";

const WORDS = ["help me choose", "300", "close", "no GPU"];

test("every flow that a kill interrupts goes on where it was and ends in the same advice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-flow-"));
  const platform = await startPlatform(GOOD_MANNERS);
  const bot = createBot([`sqlite:${join(folder, "flow.db")}`, platform.url, "800", "0", "flow"]);
  const crowd = createCrowd({
    bots: [bot],
    conversations: 8,
    doubled: 0.3,
    pauseMs: 300,
    overlapping: 1,
    most: WORDS.length,
    words: WORDS,
  });
  try {
    await bot.start();
    const talking = crowd.run();
    for (let kill = 0; kill < 3; kill += 1) {
      await sleep(300);
      await bot.kill("SIGKILL");
      await bot.start();
    }
    await talking;
    await judge(crowd, platform, 30_000);
    const flows = [...crowd.written.keys()].map((key) =>
      platform.posts.filter(({ turn }) => turn.startsWith(`${key}/`)).map(({ text }) => text),
    );
    const advice = flows[0]?.at(-1) ?? "";
    expect(advice).toMatch(/^advise:/);
    expect(flows).toEqual(flows.map(() => ["ask:data", "ask:similarity", "ask:compute", advice]));
  } finally {
    await bot.kill("SIGKILL");
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
