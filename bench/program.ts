import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN } from "../test/fakes/discord/world.ts";
import { SIGNING_SECRET } from "../test/fakes/slack/sender.ts";
import { BOT_TOKEN } from "../test/fakes/slack/server.ts";

const ROOT = join(import.meta.dirname, "..");

/** People read an answer before they act again: so long (ms) a bot is left alone, as no act meets the end of another. */
export const BETWEEN_MS = 10;

/** CPU time since the start, and what is in memory now. */
export type Usage = { readonly cpuSeconds: number; readonly residentBytes: number };

/** The whole program as `npm start` runs it, in a process of its own with a SQLite file of its own. */
export type Program = { readonly url: string; usage(): Promise<Usage>; stop(): Promise<void> };

/** The environment for Slack over HTTP, with the fake at `apiUrl`. */
export const slackOverHttp = (apiUrl: string) => ({
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: apiUrl,
});

/** The environment for Discord over its gateway, with the fake at `apiUrl`. */
export const discordOverGateway = (apiUrl: string) => ({
  DISCORD_TOKEN: TOKEN,
  DISCORD_API_URL: apiUrl,
});

/** Starts the program and waits until its platforms are ready. @throws when it ends or does not become ready. */
export async function startProgram(
  environment: Readonly<Record<string, string>>,
): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-"));
  const child = spawn(process.execPath, ["src/start.js"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      HOST: "127.0.0.1",
      DATABASE_URL: `sqlite:${join(folder, "bench.db")}`,
      ...environment,
    },
  });
  const url = `http://127.0.0.1:${await portOf(child)}`;
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
      rmSync(folder, { recursive: true });
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
