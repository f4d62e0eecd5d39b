import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./migrations.ts";

/** What a database file holds: its schema's version, and how many conversations. */
export type Held = { readonly version: number; readonly conversations: number };

/** All pages in one step: a copy made in several begins anew whenever another process writes between them. */
const ALL_PAGES = 2 ** 31 - 1;
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Copies a database file, also while programs use either: what was committed before is in the copy, and nothing by halves.
 * A new file appears under its name only when it is whole. @throws when a file cannot be read or written.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new Error(`There is no database file ${from}`);
  mkdirSync(dirname(to), { recursive: true });
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    if (existsSync(to)) return void (await backup(source, to, { rate: ALL_PAGES }));
    const partial = `${to}.part`;
    rmSync(partial, { force: true });
    await backup(source, partial, { rate: ALL_PAGES });
    renameSync(partial, to);
  } finally {
    source.close();
  }
}

/** Looks whether a file is a whole database of this program. @throws with what is wrong with it. */
export function checkDatabase(path: string): Held {
  if (!existsSync(path)) throw new Error(`There is no file ${path}`);
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const found = database.prepare("PRAGMA integrity_check").all();
    if (found.length !== 1 || found[0]?.integrity_check !== "ok") throw new Error("it is damaged");
    const version = Number(database.prepare("SELECT version FROM schema_version").get()?.version);
    if (version > MIGRATIONS.length)
      throw new Error(`a newer program wrote it (schema ${version}, known ${MIGRATIONS.length})`);
    const [count] = database.prepare("SELECT COUNT(*) AS count FROM conversations").all();
    return { version, conversations: Number(count?.count) };
  } catch (cause) {
    throw new Error(
      `${path} is no database of this program that could be used: ${(cause as Error).message}`,
      { cause },
    );
  } finally {
    database.close();
  }
}
