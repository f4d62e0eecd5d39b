import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../store/postgres-server.ts";
import type { Verdict } from "./crowd.ts";
import { killWhileTalking } from "./kills.ts";
import { killOnSlack } from "./slack-kills.ts";

/**
 * Kills each kind of store's instances, and a bot on each platform's transports, many times while messages flow, and prints
 * what was lost and doubled. `--only` takes the runs whose name contains a text.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    "platform-kills": { type: "string", default: "100" },
    only: { type: "string", default: "" },
  },
});
const kills = Number(values.kills);
const platformKills = Number(values["platform-kills"]);
const folder = mkdtempSync(join(tmpdir(), "tl-advise-kills-"));
const postgres = await startPostgres();
const newFile = (name: string) => `sqlite:${join(folder, `${name}.db`)}`;

type Run = {
  readonly name: string;
  readonly kills: number;
  readonly start: () => Promise<Verdict>;
};

const onStore = (
  name: string,
  database: () => Promise<string> | string,
  instances: number,
): Run => ({
  name,
  kills,
  start: async () =>
    await killWhileTalking({ database: await database(), instances, kills, conversations: 12 }),
});
const onSlack = (name: string, mode: "http" | "socket"): Run => ({
  name,
  kills: platformKills,
  start: () =>
    killOnSlack({ database: newFile(mode), mode, kills: platformKills, conversations: 8 }),
});

const runs: readonly Run[] = [
  onStore("SQLite, 1 instance", () => newFile("kills"), 1),
  onStore("PostgreSQL, 2 instances", () => postgres.newUrl(), 2),
  onStore("PostgreSQL, 4 instances", () => postgres.newUrl(), 4),
  onSlack("Slack over HTTP", "http"),
  onSlack("Slack over Socket Mode", "socket"),
];

let faults = 0;
try {
  console.log(
    "| run | kills | messages | posts | lost | doubled | miscounted | out of order | seconds |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|");
  for (const { name, kills, start } of runs.filter((run) => run.name.includes(values.only))) {
    const started = Date.now();
    const verdict = await start();
    const { messages, posts, lost, doubled, miscounted, disordered } = verdict;
    const seconds = Math.round((Date.now() - started) / 1_000);
    const cells = [name, kills, messages, posts, lost, doubled, miscounted, disordered, seconds];
    console.log(`| ${cells.join(" | ")} |`);
    faults += lost + doubled + miscounted + disordered;
  }
} finally {
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = faults === 0 ? 0 : 1;
