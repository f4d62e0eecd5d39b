import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { createStore, openDatabase, steadyNow } from "../../src/store/open.ts";
import { MIGRATIONS, migrate } from "../../src/store/sql/migrations.ts";
import type { Database } from "../../src/store/sql/sql.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";
import { saying } from "./samples.ts";

const folder = mkdtempSync(join(tmpdir(), "tl-advise-migrations-"));
let server: PostgresServer;
let count = 0;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const KINDS = {
  SQLite: async () => {
    count += 1;
    return `sqlite:${join(folder, `${count}.db`)}`;
  },
  PostgreSQL: () => server.newUrl(),
};

const open = (url: string) => createStore(url, { now: steadyNow, startPatienceMs: 10_000 });
const NEXT = [...MIGRATIONS, ["CREATE TABLE next_thing (id SERIAL)"]];

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url, () => undefined);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const versionOf = (url: string) =>
  withDatabase(url, async ({ query }) => {
    const rows = await query<{ version: number }>("SELECT version FROM schema_version");
    return rows.map(({ version }) => version);
  });

describe.each(Object.entries(KINDS))("%s", (_kind, newUrl) => {
  test("eight instances that start at once make one schema", async () => {
    const url = await newUrl();
    const stores = await Promise.all(Array.from({ length: 8 }, () => open(url)));
    await Promise.all(stores.map((store) => store.close()));
    expect(await versionOf(url)).toEqual([MIGRATIONS.length]);
  });

  test("a later version adds its step and keeps what is there", async () => {
    const url = await newUrl();
    const store = await open(url);
    await store.preferLanguage("slack:T1", "ja");
    await store.close();
    await withDatabase(url, (database) => migrate(database, NEXT));
    expect(await versionOf(url)).toEqual([NEXT.length]);
    await withDatabase(url, async ({ query }) => {
      expect(await query("SELECT language FROM preferences")).toEqual([{ language: "ja" }]);
      expect(await query("SELECT id FROM next_thing")).toEqual([]);
    });
  });

  test("what was kept under plain digests is found under pseudonyms, and no digest is left", async () => {
    const url = await newUrl();
    const digest = (id: string) => createHash("sha256").update(id).digest("base64url").slice(0, 22);
    const [person, key, team] = ["slack:T1/U1", "slack:T1/C1/17.1/U1", "slack:T1/C1/17.1/team"];
    const shared = {
      ...NEW_STATE,
      team: {
        open: true,
        members: { [digest(person).slice(0, 8)]: { data: "small" }, unknown1: {} },
      },
    };
    await withDatabase(url, async (database) => {
      await migrate(database, MIGRATIONS.slice(0, 3));
      for (const [id, of, state] of [
        [key, person, { ...NEW_STATE, asking: true }],
        [team, "slack:T1/team", shared],
      ] as const)
        await database.query(
          "INSERT INTO conversations (key, person, state, updated_at) VALUES ($1, $2, $3, 1)",
          [digest(id), digest(of), JSON.stringify(state)],
        );
      await database.query("INSERT INTO turns (id, person, at) VALUES ($1, $2, 1)", [
        digest("t1"),
        digest(person),
      ]);
      await database.query("INSERT INTO preferences (scope, language, at) VALUES ($1, 'ja', 1)", [
        digest(person),
      ]);
    });
    const store = await open(url);
    expect(await store.update(key, "t1", saying("again"))).toMatchObject({ fresh: false });
    expect(await store.held(person)).toMatchObject({
      language: "ja",
      conversations: [{ state: { asking: true } }],
      teams: [{ data: "small" }],
    });
    await store.close();
    await withDatabase(url, async ({ query }) => {
      const rows = await query("SELECT key, person, state FROM conversations");
      const turns = await query("SELECT id, person FROM turns");
      for (const id of [person, key, team, "t1", "slack:T1/team"])
        expect(JSON.stringify([rows, turns])).not.toContain(digest(id).slice(0, 8));
    });
  });

  test("two databases name the same person differently", async () => {
    const stores = [await open(await newUrl()), await open(await newUrl())];
    const names = stores.map((store) => store.pseudonym("slack:T1/U1"));
    expect(new Set([...names, stores[0]?.pseudonym("slack:T1/U2")]).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[\w-]{22}$/);
    for (const store of stores) await store.close();
  });

  test("a database that is newer than the program is refused, and left as it is", async () => {
    const url = await newUrl();
    await withDatabase(url, (database) => migrate(database, NEXT));
    const known = MIGRATIONS.length;
    await expect(open(url)).rejects.toThrow(
      `schema version ${known + 1}, but this program knows only ${known}. Start the newer program`,
    );
    expect(await versionOf(url)).toEqual([NEXT.length]);
  });

  test("a step that fails leaves the version and the tables as they were", async () => {
    const url = await newUrl();
    await (await open(url)).close();
    const broken = [...MIGRATIONS, ["CREATE TABLE half_done (id INTEGER)", "CREATE NONSENSE"]];
    await expect(withDatabase(url, (database) => migrate(database, broken))).rejects.toThrow();
    expect(await versionOf(url)).toEqual([MIGRATIONS.length]);
    const look = withDatabase(url, ({ query }) => query("SELECT id FROM half_done"));
    await expect(look).rejects.toThrow(/half_done/);
  });
});

test("an address that is no database is refused with what to do", async () => {
  await expect(open("mysql://root@db/x")).rejects.toThrow(/begins with "mysql". Use sqlite:/);
});

test("a file that cannot be opened is named with what to do", async () => {
  writeFileSync(join(folder, "no-folder"), "");
  await expect(open(`sqlite:${join(folder, "no-folder", "bot.db")}`)).rejects.toThrow(
    /no-folder\/bot.db cannot be opened .* path that can be written/,
  );
});

test("a PostgreSQL that is not there is waited for, then named", async () => {
  const store = createStore("postgres://postgres@127.0.0.1:1/x", {
    now: steadyNow,
    startPatienceMs: 200,
  });
  await expect(store).rejects.toThrow(/ECONNREFUSED/);
});
