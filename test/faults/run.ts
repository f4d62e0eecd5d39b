import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../store/postgres-server.ts";
import { killWhileTalking } from "./kills.ts";

/** Kills each kind of store's instances many times while messages flow and prints what was lost and doubled. */
const { values } = parseArgs({ options: { kills: { type: "string", default: "300" } } });
const kills = Number(values.kills);
const folder = mkdtempSync(join(tmpdir(), "tl-advise-kills-"));
const postgres = await startPostgres();
const runs = [
  { name: "SQLite, 1 instance", database: `sqlite:${join(folder, "kills.db")}`, instances: 1 },
  { name: "PostgreSQL, 2 instances", database: await postgres.newUrl(), instances: 2 },
  { name: "PostgreSQL, 4 instances", database: await postgres.newUrl(), instances: 4 },
];

let faults = 0;
try {
  console.log(
    "| store | kills | messages | posts | lost | doubled | miscounted | out of order | seconds |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|");
  for (const { name, database, instances } of runs) {
    const started = Date.now();
    const verdict = await killWhileTalking({ database, instances, kills, conversations: 12 });
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
