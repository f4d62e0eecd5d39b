import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killWhileTalking } from "./kills.ts";
import { faultless, play } from "./scenes.ts";

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tl-advise-faults-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newFile(): string {
  count += 1;
  return join(folder, `${count}.db`);
}

const nothing = async () => undefined;

test("no reply is lost or doubled when the process is killed at random points", async () => {
  const verdict = await killWhileTalking({
    database: `sqlite:${newFile()}`,
    instances: 1,
    kills: 8,
    conversations: 8,
  });
  expect(verdict).toEqual(faultless(verdict.messages));
}, 90_000);

test("a database that another process locks for two seconds delays replies and loses none", async () => {
  const file = newFile();
  const verdict = await play({ database: `sqlite:${file}` }, async () => {
    await sleep(100);
    const other = new DatabaseSync(file, { timeout: 5_000 });
    other.exec("BEGIN IMMEDIATE");
    await sleep(2_000);
    other.exec("ROLLBACK");
    other.close();
  });
  expect(verdict).toMatchObject(faultless(60));
}, 60_000);

test("reordered and doubled events are each answered once", async () => {
  const crowd = { conversations: 4, overlapping: 10, doubled: 0.6, most: 40 };
  const verdict = await play({ database: `sqlite:${newFile()}`, crowd }, nothing);
  expect(verdict).toMatchObject(faultless(160));
}, 60_000);

test("a storm of 300 messages on a platform that refuses most calls is posted in full", async () => {
  const verdict = await play(
    {
      database: `sqlite:${newFile()}`,
      manners: { pauseMs: 40 },
      perSecond: 25,
      crowd: { conversations: 3, overlapping: 100, most: 100, doubled: 0 },
      withinMs: 60_000,
    },
    nothing,
  );
  expect(verdict).toMatchObject(faultless(300));
  expect(verdict.calls).toBeLessThan(900);
}, 120_000);

test("a slow platform delays no other channel's saving, and SIGTERM drains within 10 s", async () => {
  let code: number | null = -1;
  let drainMs = 0;
  const verdict = await play(
    { database: `sqlite:${newFile()}`, manners: { latencyMs: 400 }, crowd: { most: 4 } },
    async ({ bots: [bot] }) => {
      await sleep(700);
      const started = Date.now();
      code = (await bot?.kill("SIGTERM")) ?? null;
      drainMs = Date.now() - started;
      await bot?.start();
    },
  );
  expect(verdict).toMatchObject(faultless(24));
  expect([code, drainMs < 10_000]).toEqual([0, true]);
}, 60_000);

test("three processes whose clocks are a day apart answer each message once", async () => {
  const day = 24 * 3_600_000;
  const context = {
    database: `sqlite:${newFile()}`,
    offsets: [0, day, -day],
    manners: { refused: 0.2, pauseMs: 20 },
  };
  const verdict = await play(context, async ({ bots: [bot] }) => {
    await sleep(300);
    await bot?.kill("SIGKILL");
    await bot?.start();
  });
  expect(verdict).toMatchObject(faultless(60));
}, 60_000);
