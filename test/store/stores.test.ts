import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { storeContract } from "./contract.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";
import { recordsContract } from "./records-contract.ts";

describe("memory", () => {
  storeContract(() => "memory:");
  recordsContract(() => "memory:");
});

describe("SQLite file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-sqlite-"));
  let count = 0;
  const newUrl = () => {
    count += 1;
    return `sqlite:${join(folder, `${count}.db`)}`;
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  storeContract(newUrl);
  recordsContract(newUrl);
});

describe("PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());
  storeContract(() => server.newUrl());
  recordsContract(() => server.newUrl());
});
