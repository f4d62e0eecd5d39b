import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { NEW_STATE } from "../src/dialogue/state.ts";
import { createPseudonyms, personOf } from "../src/store/keys.ts";
import { createStore, steadyNow } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";
import { type Row, rowOf } from "./row.ts";

/** Conversations that the lookup is measured at. */
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Conversations that really talk, for the memory and size of each. */
const TALKED = [1_000, 100_000];
const SAMPLES = 2_000;
/** Turns after which everything is compiled and every cache is full. */
const WARM_UP = 20_000;

const STATE = {
  ...NEW_STATE,
  language: "ja",
  answers: {
    data: "small",
    similarity: "close",
    compute: "limited",
    examples: 300,
    modality: "image",
  },
  asking: true,
} as const;

/** What grows with the number of conversations: memory, the file and the time of a turn. */
export async function run(): Promise<readonly Row[]> {
  await withFile(warmUp);
  return [...(await talkedRows()), ...(await turnRows())];
}

async function warmUp(path: string): Promise<void> {
  const store = await createStore(`sqlite:${path}`, { now: steadyNow });
  for (let turn = 0; turn < WARM_UP; turn += 1) await talk(store, turn % 1_000, `/${turn}`);
  await store.close();
}

async function talkedRows(): Promise<readonly Row[]> {
  return withFile(async (path) => {
    const store = await createStore(`sqlite:${path}`, { now: steadyNow });
    const rows: Row[] = [];
    let talked = 0;
    for (const size of TALKED) {
      for (; talked < size; talked += 1) await talk(store, talked);
      await store.sweep(365);
      const bytes = statSync(path).size / talked;
      rows.push(figure(`memory after ${size} conversations`, liveMb(), "MB", "in use, SQLite"));
      rows.push(
        figure(
          `database per conversation at ${size}`,
          bytes,
          "bytes",
          "one turn each, replies included for an hour",
        ),
      );
    }
    await store.close();
    return rows;
  });
}

/** What is in use after a collection; how much room the engine keeps beside it depends on the pace, not on the data. */
function liveMb(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}

async function turnRows(): Promise<readonly Row[]> {
  return withFile(async (path) => {
    const store = await createStore(`sqlite:${path}`, { now: steadyNow });
    const rows: Row[] = [];
    let filled = 0;
    for (const size of SIZES) {
      fill(path, filled, size);
      filled = size;
      const samples: number[] = [];
      for (let sample = 0; sample < SAMPLES; sample += 1) {
        const conversation = Math.floor(Math.random() * size);
        const begun = performance.now();
        await talk(store, conversation, `/${size}/${sample}`);
        samples.push(performance.now() - begun);
      }
      rows.push(rowOf(`turn in the store at ${size} conversations`, samples, "ms", "SQLite"));
    }
    await store.close();
    return rows;
  });
}

function keyOf(conversation: number): string {
  return `slack:T${conversation % 100}/C${conversation % 5_000}/-/U${conversation}`;
}

async function talk(store: Store, conversation: number, turn = ""): Promise<void> {
  const key = keyOf(conversation);
  const text =
    "Feature extraction suits you: keep the model frozen and train a small head on top of it. ".repeat(
      8,
    );
  await store.update(key, `${key}${turn}`, () => ({
    state: STATE,
    reply: {
      about: "advise:feature_extraction",
      language: "en",
      blocks: [{ kind: "paragraph", text }],
      choices: [],
      audience: "everyone",
    },
    effects: [],
    address: null,
  }));
}

/** Conversations and their turns past the store, many in one transaction: a million by the store would take half an hour. */
function fill(path: string, from: number, to: number): void {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  const conversations = database.prepare(
    "INSERT OR IGNORE INTO conversations (key, person, state, updated_at) VALUES (?, ?, ?, ?)",
  );
  const turns = database.prepare("INSERT OR IGNORE INTO turns (id, person, at) VALUES (?, ?, ?)");
  const meta = database.prepare("SELECT value FROM meta WHERE name = 'pseudonym_key'").get();
  const pseudonym = createPseudonyms(String(meta?.value));
  database.exec("BEGIN");
  for (let index = from; index < to; index += 1) {
    const key = keyOf(index);
    const person = pseudonym(personOf(key));
    conversations.run(pseudonym(key), person, JSON.stringify(STATE), Date.now());
    turns.run(pseudonym(`${key}/filled`), person, Date.now());
  }
  database.exec("COMMIT");
  database.close();
}

async function withFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-growth-"));
  try {
    return await work(join(folder, "growth.db"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figure(name: string, value: number, unit: string, note: string): Row {
  return { name, p50: value, p95: null, p99: null, unit, note };
}
