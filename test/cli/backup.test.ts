import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backup, restore } from "../../src/cli/backup.ts";
import { createStore, steadyNow } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { saying } from "../store/samples.ts";

let folder: string;
let stores: Store[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tl-advise-backup-"));
  stores = [];
  vi.stubEnv("DATABASE_URL", `sqlite:${at("bot.db")}`);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

async function open(name: string): Promise<Store> {
  const store = await createStore(`sqlite:${at(name)}`, { now: steadyNow });
  stores.push(store);
  return store;
}

const keyOf = (number: number) => `slack:T1/C${number % 7}/-/U${number}`;
const turn = (store: Store, number: number) =>
  store.update(keyOf(number), `t${number}`, saying(`reply ${number}`));

test("a backup under load holds every turn that was committed before it began", async () => {
  const [store, other] = [await open("bot.db"), await open("bot.db")];
  let begun = 0;
  let isOver = false;
  const committed: number[] = [];
  const work = async (by: Store) => {
    while (!isOver) {
      begun += 1;
      const number = begun;
      await turn(by, number);
      committed.push(number);
      // SQLite answers at once: what else is to be done gets its turn.
      await immediate();
    }
  };
  const load = [work(store), work(other), work(store)];
  await vi.waitFor(() => expect(committed.length).toBeGreaterThan(50));
  const before = [...committed];
  await backup([at("copy.db")]);
  await vi.waitFor(() => expect(committed.length).toBeGreaterThan(before.length));
  isOver = true;
  await Promise.all(load);
  vi.stubEnv("DATABASE_URL", `sqlite:${at("other.db")}`);
  await restore([at("copy.db")]);
  const restored = await open("other.db");
  for (const number of before) {
    const again = await restored.update(keyOf(number), `t${number}`, saying("again"));
    expect(again).toMatchObject({ fresh: false });
  }
});

test("a restore brings back what was there, also under a store that is open, and keeps what it replaced", async () => {
  const store = await open("bot.db");
  await turn(store, 1);
  await backup([at("copy.db")]);
  await turn(store, 2);
  await restore([at("copy.db")]);
  expect([await store.follows(keyOf(1)), await store.follows(keyOf(2))]).toEqual([true, false]);
  const kept = await open("bot.db.before-restore");
  expect(await kept.follows(keyOf(2))).toBe(true);
});

test("a backup of the same name replaces the one before, and leaves nothing beside it", async () => {
  const store = await open("bot.db");
  await backup([at("copy.db")]);
  await turn(store, 1);
  await backup([at("copy.db")]);
  expect(existsSync(at("copy.db.new"))).toBe(false);
  const copy = await open("copy.db");
  expect(await copy.follows(keyOf(1))).toBe(true);
});

test("what is no whole database is not restored, and the present one stays", async () => {
  const store = await open("bot.db");
  await turn(store, 1);
  writeFileSync(at("text.db"), "no database");
  copyFileSync(at("bot.db"), at("torn.db"));
  writeFileSync(at("torn.db"), Buffer.alloc(5_000, 1), { flag: "r+" });
  for (const name of ["text.db", "torn.db", "missing.db"])
    await expect(restore([at(name)])).rejects.toThrow(name);
  expect(await store.follows(keyOf(1))).toBe(true);
});

test("for PostgreSQL its own tools are named", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://db/tl");
  await expect(backup([at("copy.db")])).rejects.toThrow("pg_dump");
});
