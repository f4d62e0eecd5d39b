import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { createQueues } from "./retry.ts";
import {
  type Cell,
  Conflict,
  type Database,
  type Query,
  type Row,
  type Statement,
  type Work,
} from "./sql.ts";

/** How long one statement waits, holding the whole process, before the store waits without holding it. */
const BUSY_TIMEOUT_MS = 50;

/** After this the log is emptied anew, where a reader was in the way. */
const SCRUB_AGAIN_MS = 1_000;

/** Result codes that pass: busy and locked. A full disk seldom does while somebody waits. https://www.sqlite.org/rescode.html */
const PASSING_CODES: readonly unknown[] = [5, 6];

/** Opens a database file (`:memory:` for none) and makes its folder. @throws with the path when it cannot be opened. */
export function openSqlite(path: string): Database {
  const db = open(path);
  const statements = new Map<string, StatementSync>();
  const inTurn = createQueues();

  function prepared(text: string): StatementSync {
    const known = statements.get(text);
    if (known) return known;
    const statement = db.prepare(text.replaceAll(/\$(\d+)/g, "?$1"));
    statements.set(text, statement);
    return statement;
  }

  const query: Query = async <R extends Row>(text: string, values: readonly Cell[] = []) =>
    prepared(text).all(...values) as unknown as readonly R[];

  async function transaction<T, R extends Row>(work: Work<T, R>, first?: Statement): Promise<T> {
    prepared("BEGIN IMMEDIATE").run();
    try {
      const rows = first ? await query<R>(first.text, first.values) : [];
      const result = await work(query, rows);
      prepared("COMMIT").run();
      return result;
    } catch (error) {
      // A full disk may have rolled the transaction back already.
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }

  let scrubbing: NodeJS.Timeout | undefined;

  /** Deleted rows stay in the log while another connection reads from it; then it is tried again. */
  async function scrub(): Promise<void> {
    clearTimeout(scrubbing);
    const [found] = await inTurn("file", () =>
      query<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)"),
    );
    if (!found?.busy || !db.isOpen) return;
    scrubbing = setTimeout(() => void scrub().catch(() => undefined), SCRUB_AGAIN_MS);
    scrubbing.unref();
  }

  return {
    transaction: (_lock, work, first) => inTurn("file", () => transaction(work, first)),
    query: (text, values) => inTurn("file", () => query(text, values)),
    serial: "INTEGER PRIMARY KEY",
    isPassing: (error) => error instanceof Conflict || PASSING_CODES.includes(resultCode(error)),
    async clock() {
      const [row] = await query<{ at: number }>(
        "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS at",
      );
      return Number(row?.at);
    },
    scrub,
    close() {
      clearTimeout(scrubbing);
      return inTurn("file", async () => db.close());
    },
  };
}

function open(path: string): DatabaseSync {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    const db = new DatabaseSync(path, { timeout: 5_000 });
    // With NORMAL a killed process loses nothing; a power cut may undo the last turns: https://www.sqlite.org/wal.html
    // The order matters: without the timeout above, two processes that switch to WAL at once fail.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // What a process that was killed had deleted may still stand in the log.
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return db;
  } catch (cause) {
    throw new Error(
      `The database file ${path} cannot be opened (${String(cause)}). Give DATABASE_URL a path that can be written, such as sqlite:data/tl-advise.db`,
      { cause },
    );
  }
}

/** The primary result code of a fault of SQLite, or null for another fault. */
function resultCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === "number" ? code & 0xff : null;
}
