import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createStore, openDatabase, steadyNow } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { PGBOUNCER, startPgbouncer } from "./pgbouncer.ts";
import { freePort, type PostgresServer, startPostgres } from "./postgres-server.ts";
import { ADDRESS, KEY, saying, textOf } from "./samples.ts";

let server: PostgresServer;
let stores: Store[] = [];
beforeAll(async () => {
  server = await startPostgres({ tls: true });
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const store of stores) await store.close();
  stores = [];
});
afterAll(() => server.remove());

async function open(url: string): Promise<Store> {
  const store = await createStore(url, { now: steadyNow });
  stores.push(store);
  return store;
}

test.skipIf(PGBOUNCER === null)(
  "behind PgBouncer, by transaction, turns are saved once and posted in order (needs pgbouncer)",
  async () => {
    const target = new URL(await server.newUrl());
    const pooler = await startPgbouncer(PGBOUNCER ?? "", target, await freePort());
    try {
      const [one, other] = [await open(pooler.url), await open(pooler.url)];
      const turns = Array.from({ length: 40 }, (_, number) =>
        [one, other].map((store) =>
          store.update(
            `slack:T1/C${number % 4}/-/U1`,
            `t${number}`,
            saying(`${number}`, { address: ADDRESS }),
          ),
        ),
      );
      const done = await Promise.all(turns.flat());
      expect(done.filter(({ fresh }) => fresh)).toHaveLength(40);
      expect((await one.claim("w", 10, 10_000)).map(({ reply }) => textOf(reply))).toEqual([
        "0",
        "1",
        "2",
        "3",
      ]);
    } finally {
      for (const store of stores.splice(0)) await store.close();
      await pooler.stop();
    }
  },
);

test("sslmode=require encrypts, whoever signed the certificate, as psql does", async () => {
  const url = `${await server.newUrl()}&sslmode=require`;
  const database = await openDatabase(url, () => undefined);
  const rows = await database.query<{ ssl: number }>(
    "SELECT CASE WHEN ssl THEN 1 ELSE 0 END AS ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
  );
  await database.close();
  expect(rows).toEqual([{ ssl: 1 }]);
});

test("sslmode=verify-full refuses a certificate that nobody known has signed", async () => {
  const url = `${await server.newUrl()}&sslmode=verify-full`;
  await expect(createStore(url, { now: steadyNow, startPatienceMs: 100 })).rejects.toThrow(
    /certificate/,
  );
});

test("a statement in a transaction has its limit, and a longer one where it is asked for", async () => {
  const database = await openDatabase(await server.newUrl(), () => undefined);
  const limits = (statementMs?: number) =>
    database.transaction(
      "limit",
      (query) =>
        query<{ timeout: string }>("SELECT current_setting('statement_timeout') AS timeout"),
      undefined,
      statementMs,
    );
  const found = [await limits(), await limits(600_000)].flat().map(({ timeout }) => timeout);
  await database.close();
  expect(found).toEqual(["15s", "10min"]);
});

test("an instance whose clock is half a year ahead deletes nothing: the database's clock counts", async () => {
  const store = await open(await server.newUrl());
  await store.update(KEY, "t1", saying("of today"));
  const ahead = performance.now() + 181 * 24 * 3_600_000;
  vi.spyOn(performance, "now").mockImplementation(() => ahead);
  expect(await store.sweep(180)).toBe(0);
  expect(await store.follows(KEY)).toBe(true);
});
