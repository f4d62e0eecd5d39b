import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const WATCH = join(import.meta.dirname, "watch-hosts.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tl-advise-hosts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The hosts that the program wants to reach until it ends, or until it has wanted `enough`. */
async function hostsOf(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  enough = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const file = join(folder, "hosts");
  const read = () =>
    existsSync(file) ? [...new Set(readFileSync(file, "utf8").trim().split("\n"))] : [];
  const child = spawn(process.execPath, ["--import", WATCH, "src/main.ts", ...words], {
    cwd: ROOT,
    stdio: "ignore",
    env: { PATH: process.env.PATH, HOSTS_FILE: file, ...environment },
  });
  let isOver = false;
  const over = new Promise<void>((resolve) => child.once("exit", () => resolve())).then(() => {
    isOver = true;
  });
  while (!isOver && read().length < enough) await sleep(100);
  child.kill("SIGTERM");
  await over;
  return read().sort();
}

test("answering in the terminal contacts nobody", async () => {
  expect(await hostsOf(["ask", "what is LoRA?"], {})).toEqual([]);
}, 60_000);

test("the bot contacts Slack and Discord, and nobody else", async () => {
  const environment = {
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "silent",
    DATABASE_URL: `sqlite:${join(folder, "bot.db")}`,
    SLACK_BOT_TOKEN: "xoxb-1-secret",
    SLACK_APP_TOKEN: "xapp-1-secret",
    DISCORD_TOKEN: "MTA.Gabcde.secret-of-discord-0123456789",
  };
  expect(await hostsOf([], environment, 2)).toEqual(["discord.com", "slack.com"]);
}, 60_000);
