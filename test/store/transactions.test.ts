import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { retryWhileBusy } from "../../src/store/sql/retry.ts";
import type { Cell, Database } from "../../src/store/sql/sql.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

const quiet = () => undefined;

/** Two connections to one database, as two instances have them. */
function transactions(newUrl: () => string | Promise<string>): void {
  let one: Database;
  let other: Database;
  beforeAll(async () => {
    const url = await newUrl();
    one = await openDatabase(url, quiet);
    other = await openDatabase(url, quiet);
    await one.query("CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER NOT NULL)");
    await one.query("INSERT INTO counts (name, n) VALUES ('turns', 0)");
  });
  afterAll(async () => {
    await one.close();
    await other.close();
  });

  test("the first statement of a transaction sees all that those before it wrote, over all instances", async () => {
    const add = (database: Database) =>
      retryWhileBusy(
        () =>
          database.transaction<void, { readonly n: number }>(
            "turns",
            async (query, [found]) => {
              await query("UPDATE counts SET n = $1 WHERE name = $2", [
                Number(found?.n) + 1,
                "turns",
              ]);
            },
            { text: "SELECT n FROM counts WHERE name = $1", values: ["turns"] },
          ),
        (error) => database.isPassing(error),
        10_000,
      );
    await Promise.all(Array.from({ length: 60 }, (_, at) => add(at % 2 ? one : other)));
    expect(await one.query("SELECT n FROM counts")).toEqual([{ n: 60 }]);
  });

  test("the values of the first statement arrive as they are", async () => {
    const odd = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("'; DROP TABLE counts; --", "\\'", "$1", "$$", "a\nb", "E'\\x'", "%s"),
    );
    const value = fc.oneof(odd, fc.integer(), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        odd.filter((text) => !text.includes("\u0000")),
        value.filter((cell) => typeof cell !== "string" || !cell.includes("\u0000")),
        async (text, cell: Cell) => {
          const isNumber = typeof cell === "number";
          const typed = `CAST($2 AS ${isNumber ? "BIGINT" : "TEXT"})`;
          const rows = await one.transaction<readonly object[], { readonly a: string }>(
            "odd",
            async (_query, found) => found,
            { text: `SELECT CAST($1 AS TEXT) AS a, ${typed} AS b`, values: [text, cell] },
          );
          expect(rows).toEqual([{ a: text, b: cell }]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a transaction that fails leaves nothing", async () => {
    const failing = one.transaction(
      "turns",
      async (query) => {
        await query("UPDATE counts SET n = 0");
        throw new Error("no");
      },
      { text: "SELECT n FROM counts", values: [] },
    );
    await expect(failing).rejects.toThrow("no");
    expect(await other.query("SELECT n FROM counts")).toEqual([{ n: 60 }]);
  });
}

describe("SQLite file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-transactions-"));
  transactions(() => `sqlite:${join(folder, "one.db")}`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
});

describe("PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  transactions(() => server.newUrl());
  afterAll(() => server.remove());
});
