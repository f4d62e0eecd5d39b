import { readMeta } from "./meta.ts";
import { makePseudonyms, PSEUDONYM_KEY } from "./pseudonyms.ts";
import type { Database, Query } from "./sql.ts";

/** A statement, or what no statement alone can do. */
type Step = string | ((query: Query) => Promise<void>);

/**
 * The steps from an empty database to the present one; step n makes schema version n. A step that was released is never
 * changed: what changes is a new step. `SERIAL` stands for a number that counts up by itself.
 * People and keys are stored as pseudonyms (`keys.ts`); only what has still to be posted names them.
 */
export const MIGRATIONS: readonly (readonly Step[])[] = [
  [
    `CREATE TABLE conversations (
      key TEXT PRIMARY KEY, person TEXT NOT NULL, state TEXT NOT NULL, updated_at BIGINT NOT NULL)`,
    "CREATE INDEX conversations_person ON conversations (person)",
    "CREATE INDEX conversations_updated ON conversations (updated_at)",
    `CREATE TABLE turns (
      id TEXT PRIMARY KEY, person TEXT NOT NULL, reply TEXT, message TEXT, at BIGINT NOT NULL)`,
    "CREATE INDEX turns_person ON turns (person)",
    "CREATE INDEX turns_at ON turns (at)",
    `CREATE TABLE outbox (
      seq SERIAL, id TEXT NOT NULL UNIQUE, turn TEXT NOT NULL, conversation TEXT NOT NULL, lane TEXT NOT NULL,
      person TEXT NOT NULL, platform TEXT NOT NULL, address TEXT NOT NULL, attempt INTEGER NOT NULL,
      recovered INTEGER NOT NULL, due_at BIGINT NOT NULL, worker TEXT, created_at BIGINT NOT NULL)`,
    "CREATE INDEX outbox_conversation ON outbox (conversation, seq)",
    "CREATE INDEX outbox_lane ON outbox (lane)",
    "CREATE INDEX outbox_person ON outbox (person)",
    "CREATE TABLE workers (worker TEXT PRIMARY KEY, beat BIGINT NOT NULL)",
    "CREATE TABLE lanes (lane TEXT PRIMARY KEY, held_until BIGINT NOT NULL)",
    "CREATE TABLE preferences (scope TEXT PRIMARY KEY, language TEXT NOT NULL, at BIGINT NOT NULL)",
    `CREATE TABLE ratings (
      person TEXT NOT NULL, about TEXT NOT NULL, helpful INTEGER NOT NULL, reason TEXT, at BIGINT NOT NULL,
      PRIMARY KEY (person, about))`,
    "CREATE INDEX ratings_about ON ratings (about)",
    `CREATE TABLE misses (
      seq SERIAL, person TEXT NOT NULL, workspace TEXT NOT NULL, language TEXT NOT NULL, text TEXT,
      candidates TEXT NOT NULL, at BIGINT NOT NULL)`,
    "CREATE INDEX misses_person ON misses (person)",
    "CREATE INDEX misses_at ON misses (at)",
    `CREATE TABLE advices (
      seq SERIAL, person TEXT NOT NULL, strategy TEXT NOT NULL, code TEXT NOT NULL, at BIGINT NOT NULL)`,
    "CREATE INDEX advices_person ON advices (person, seq)",
    "CREATE INDEX advices_at ON advices (at)",
    "CREATE TABLE seen (name TEXT PRIMARY KEY, person TEXT NOT NULL, at BIGINT NOT NULL)",
    "CREATE INDEX seen_person ON seen (person)",
    "CREATE INDEX seen_at ON seen (at)",
    "CREATE TABLE settings (scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (scope, name))",
    `CREATE TABLE audit (
      seq SERIAL, scope TEXT NOT NULL, name TEXT NOT NULL, before_value TEXT, after_value TEXT, who TEXT NOT NULL,
      at BIGINT NOT NULL)`,
    "CREATE INDEX audit_scope ON audit (scope, seq)",
    `CREATE TABLE follow_ups (
      id TEXT PRIMARY KEY, person TEXT NOT NULL, key TEXT NOT NULL, code TEXT NOT NULL, language TEXT NOT NULL,
      address TEXT NOT NULL, due_at BIGINT NOT NULL)`,
    "CREATE INDEX follow_ups_due ON follow_ups (due_at)",
    "CREATE INDEX follow_ups_person ON follow_ups (person)",
    "CREATE TABLE sealed (name TEXT PRIMARY KEY, sealed TEXT NOT NULL, at BIGINT NOT NULL)",
  ],
  // A workspace may wish for a shorter retention. What was saved before this step belongs to none and grows old as before.
  ["conversations", "ratings", "advices", "seen"].map(
    (table) => `ALTER TABLE ${table} ADD COLUMN workspace TEXT NOT NULL DEFAULT ''`,
  ),
  // Every turn writes and deletes a row of the outbox: each index less is two pages less.
  [
    "DROP INDEX outbox_lane",
    "DROP INDEX outbox_person",
    "CREATE INDEX outbox_lane ON outbox (lane, seq)",
  ],
  // What stood for people could be tried out by anybody who had the database: from here on it depends on a key.
  ["CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)", makePseudonyms],
  // Only numbers, so that they say nothing of anybody.
  [
    `CREATE TABLE uses (
      day TEXT NOT NULL, platform TEXT NOT NULL, language TEXT NOT NULL, turns INTEGER NOT NULL, misses INTEGER NOT NULL,
      PRIMARY KEY (day, platform, language))`,
  ],
];

/** The key of the pseudonyms in a migrated database. */
export async function pseudonymKey(query: Query): Promise<string> {
  const key = await readMeta(query, PSEUDONYM_KEY);
  if (key === null) throw new Error("The database has lost its key: restore a backup.");
  return key;
}

/** Moving a large database to a new schema may take longer than a turn's statement. */
const LONG_MS = 10 * 60_000;

/**
 * Brings the database to the present schema; several instances may do so at once.
 * @throws when the database is newer than this program.
 */
export async function migrate(database: Database, steps = MIGRATIONS): Promise<void> {
  const move = async (query: Query) => {
    await query("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
    const found = await currentVersion(query);
    if (found > steps.length) {
      throw new Error(
        `The database has schema version ${found}, but this program knows only ${steps.length}. Start the newer program that wrote it, or restore a backup from before.`,
      );
    }
    for (const step of steps.slice(found).flat()) {
      if (typeof step === "string") await query(step.replaceAll("SERIAL", database.serial));
      else await step(query);
    }
    if (found === steps.length) return;
    await query("DELETE FROM schema_version");
    await query("INSERT INTO schema_version (version) VALUES ($1)", [steps.length]);
  };
  await database.transaction("schema", move, undefined, LONG_MS);
}

async function currentVersion(query: Query): Promise<number> {
  const rows = await query<{ version: number }>("SELECT version FROM schema_version");
  return rows[0]?.version ?? 0;
}
