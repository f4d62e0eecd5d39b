import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBot, createCrowd } from "./crowd.ts";
import { GOOD_MANNERS, startPlatform } from "./platform.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tl-advise-disk-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Blocks of 512 bytes that a file may have: the schema fits, and some turns. */
const BLOCKS = 600;

test("a full disk is told politely, each message has a reply, and work goes on when there is room again", async () => {
  const platform = await startPlatform(GOOD_MANNERS);
  const args = [`sqlite:${join(folder, "full.db")}`, platform.url, "800"];
  const limited = createBot(args, [
    "sh",
    "-c",
    `ulimit -f ${BLOCKS}; exec "$0" "$@"`,
    process.execPath,
  ]);
  const roomy = createBot(args);
  const crowd = createCrowd({
    bots: [limited, roomy],
    conversations: 6,
    doubled: 0,
    pauseMs: 5,
    overlapping: 1,
    most: null,
  });
  const failed = () => platform.posts.filter(({ text }) => text.includes("ui:failed")).length;
  try {
    await limited.start();
    const talking = crowd.run();
    for (let tries = 0; failed() < 5 && tries < 300; tries += 1) await sleep(100);
    const survivor = limited.pid();
    await limited.kill("SIGTERM");
    await roomy.start();
    const before = platform.posts.length;
    for (let tries = 0; platform.posts.length < before + 10 && tries < 100; tries += 1)
      await sleep(100);
    crowd.stop();
    await talking;
    await sleep(2_000);
    const answered = new Set(platform.posts.map(({ turn }) => turn)).size;
    const written = [...crowd.written.values()].reduce((sum, count) => sum + count, 0);
    expect(survivor).toBeTypeOf("number");
    expect(failed()).toBeGreaterThanOrEqual(5);
    expect(platform.posts.slice(before).some(({ text }) => /^\d/.test(text))).toBe(true);
    expect(answered).toBe(written);
  } finally {
    await limited.kill("SIGKILL");
    await roomy.kill("SIGKILL");
    await platform.close();
  }
}, 90_000);
