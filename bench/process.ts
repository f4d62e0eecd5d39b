import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Row, rowOf } from "./row.ts";

const ROOT = join(import.meta.dirname, "..");
const RUNS = 10;
/** As in the scripts of package.json. */
const FLAG = "--max-semi-space-size=1";

/** Whole processes: `ask` from its start to its answer, and the memory of the terminal chat after some questions. */
export async function run(): Promise<readonly Row[]> {
  return [
    startRow("ask, the process alone", process.execPath, [
      FLAG,
      "src/start.js",
      "ask",
      "what is LoRA?",
    ]),
    startRow("ask, with npm around it", "npm", ["run", "-s", "ask", "--", "what is LoRA?"]),
    await memoryRow(),
  ];
}

function startRow(name: string, command: string, args: readonly string[]): Row {
  const samples: number[] = [];
  for (let round = 0; round <= RUNS; round += 1) {
    const started = performance.now();
    const { status } = spawnSync(command, args, { cwd: ROOT });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    if (round > 0) samples.push(performance.now() - started);
  }
  return rowOf(name, samples, "ms", `${RUNS} runs after one`);
}

/** Resident memory as Linux counts it; elsewhere there is no such file and no figure. */
async function memoryRow(): Promise<Row> {
  await residentChat();
  const resident = await residentChat();
  return {
    name: "memory of the terminal chat",
    p50: resident,
    p95: null,
    p99: null,
    unit: "MB",
    note: "resident, after six messages, second start",
  };
}

/** Megabytes. */
async function residentChat(): Promise<number> {
  const chat = spawn(process.execPath, [FLAG, "src/start.js", "chat"], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  for (const line of [
    "what is LoRA?",
    "help me choose",
    "500",
    "close",
    "no GPU",
    "比較表を見せて",
  ]) {
    chat.stdin.write(`${line}\n`);
    await sleep(300);
  }
  await sleep(700);
  const status = readFileSync(`/proc/${chat.pid}/status`, "utf8");
  const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
  chat.stdin.end();
  await new Promise((done) => chat.once("exit", done));
  return resident;
}
